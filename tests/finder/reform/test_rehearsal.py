"""What a reform touches, what is carried over, and that nobody is left without an answer."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.reforms.plan import ReformStep
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.records import RecordEffect
from tlvwa.portal.finder.reform.area_transition import AreaTransition
from tlvwa.portal.finder.reform.changes import EndedRecord, ExtendedRecord, NewRecord
from tlvwa.portal.finder.reform.comparison import ANSWERED, AnswerChange
from tlvwa.portal.finder.reform.proposals import OfficeException, ProposalReason, RecordFate
from tlvwa.portal.finder.reform.rehearsal import Rehearsal
from tlvwa.portal.finder.resolver import Resolver

from .examples import (
    A_ALONE,
    AREAS,
    DAY,
    EVE,
    FAR,
    FIRST,
    FREE,
    KREIS,
    NEW,
    NEW_FREE,
    SERVICES,
    A,
    B,
    C,
    D,
    holding,
    made_holdings,
    made_steps,
    rehearsal,
)

MERGED = (ReformStep((A, B), NEW, "Neu"),)
MOVED = (ReformStep((A,), NEW_FREE, "A"),)
SPLIT = (ReformStep((A,), B), ReformStep((A,), FREE))


def judged(found):
    return [(each.record, each.successor, each.fate, each.reason) for each in found.proposals]


def test_what_moves_under_a_new_key_is_carried_over_by_the_same_office():
    found = rehearsal(MOVED, holding("r", "o", A, C, holder_area=A))
    assert judged(found) == [("r", NEW_FREE, RecordFate.CARRY, ProposalReason.MOVED)]
    assert found.changes == ((ExtendedRecord("r", (NEW_FREE,)),), (), ())
    assert not found.violations


def test_an_office_whose_area_is_left_is_to_be_decided_on():
    found = rehearsal(MOVED, holding("r", "o", A, holder_area=FIRST))
    assert judged(found) == [("r", NEW_FREE, RecordFate.DECIDE, ProposalReason.LEFT)]
    assert [(each.old, each.new, each.change) for each in found.lost_answers] == [
        (A, NEW_FREE, AnswerChange.LOST)
    ]
    decided = {found.proposals[0].id: RecordFate.CARRY}
    assert not rehearsal(MOVED, holding("r", "o", A, holder_area=FIRST), decided=decided).violations


def test_where_the_receiver_answers_a_dissolved_office_just_ends():
    found = rehearsal(
        (ReformStep((A,), FREE),), holding("r", "o", A, holder_area=A), holding("f", "p", FREE)
    )
    assert judged(found) == [("r", FREE, RecordFate.END, ProposalReason.RECEIVER)]
    assert found.changes == ((), (EndedRecord("r", EVE),), ())
    assert found.proposals[0].rivals == ("f",)
    assert found.comparison.changes["s"][AnswerChange.OTHER] == 1


def test_where_the_receiver_answers_but_the_office_goes_on_it_is_to_be_decided():
    found = rehearsal((ReformStep((A,), FREE),), holding("r", "o", A), holding("f", "p", FREE))
    assert judged(found) == [("r", FREE, RecordFate.DECIDE, ProposalReason.OTHER)]
    both = rehearsal(
        (ReformStep((A,), FREE),),
        holding("r", "o", A),
        holding("f", "p", FREE),
        decided={found.proposals[0].id: RecordFate.CARRY},
    )
    assert both.changes.new_records == (NewRecord("r", ("s",), (FREE,), DAY, None),)
    assert {each.change for each in both.violations} == {AnswerChange.DOUBLED}


def test_what_the_same_office_answers_already_needs_nothing():
    found = rehearsal(MOVED, holding("r", "o", A), holding("k", "o", KREIS))
    assert judged(found) == [("r", NEW_FREE, RecordFate.END, ProposalReason.SAME)]


def test_parts_that_all_had_one_office_keep_it_once():
    found = rehearsal(MERGED, holding("r", "o", A), holding("q", "o", B))
    assert judged(found) == [
        ("q", NEW, RecordFate.CARRY, ProposalReason.ALIKE),
        ("r", NEW, RecordFate.END, ProposalReason.SAME),
    ]
    assert not found.violations


def test_offices_that_meet_and_parts_without_one_are_to_be_decided():
    meet = rehearsal(MERGED, holding("r", "o", A), holding("q", "p", B))
    assert {each.reason for each in meet.proposals} == {ProposalReason.MEET}
    assert meet.proposals[0].rivals == ("r",)
    part = rehearsal(MERGED, holding("r", "o", A))
    assert judged(part) == [("r", NEW, RecordFate.DECIDE, ProposalReason.PART)]


def test_a_municipality_that_keeps_its_number_goes_on_when_it_takes_others():
    found = rehearsal(
        (ReformStep((A, B), A_ALONE, "A"),),
        holding("r", "o", A, holder_area=A),
        holding("q", "p", B, holder_area=B),
    )
    assert judged(found) == [
        ("q", A_ALONE, RecordFate.END, ProposalReason.RECEIVER),
        ("r", A_ALONE, RecordFate.CARRY, ProposalReason.MOVED),
    ]
    assert not found.violations


def test_a_higher_level_is_no_successor_of_a_municipal_office():
    found = rehearsal(MERGED, holding("r", "o", A, B, holder_area=A), holding("k", "p", KREIS))
    assert {(each.fate, each.reason) for each in found.proposals} == {
        (RecordFate.CARRY, ProposalReason.ALIKE)
    }


def test_a_split_is_decided_unless_every_part_is_answered_by_who_took_it():
    open_ = rehearsal(SPLIT, holding("r", "o", A, holder_area=A), holding("b", "p", B))
    assert judged(open_) == [
        ("r", FREE, RecordFate.DECIDE, ProposalReason.SPLIT),
        ("r", B, RecordFate.END, ProposalReason.RECEIVER),
    ]
    assert not open_.changes.ended_records  # as long as a decision is open
    whole = rehearsal(
        SPLIT,
        holding("r", "o", A, holder_area=A),
        holding("b", "p", B),
        holding("f", "q", FREE),
    )
    assert not whole.open_proposals
    assert not whole.lost_answers


def test_a_record_for_certain_cases_is_carried_only_where_it_stays_alone():
    case = {"criterion": "way", "values": ("x",)}
    assert judged(rehearsal(MOVED, holding("r", "o", A, **case)))[0][2:] == (
        RecordFate.CARRY,
        ProposalReason.MOVED,
    )
    merged = rehearsal(MERGED, holding("r", "o", A, **case), holding("q", "o", B))
    assert ("r", NEW, RecordFate.DECIDE, ProposalReason.CRITERION) in judged(merged)


def test_services_of_one_record_can_fare_differently():
    found = rehearsal(
        MERGED, holding("r", "o", A, services=("s", "t")), holding("q", "o", B, services=("s",))
    )
    fates = {each.services: each.fate for each in found.proposals if each.record == "r"}
    assert set(fates) == {("s",), ("t",)}


def test_an_exception_stays_with_the_old_office_until_its_day():
    until = date(2028, 12, 31)
    verbands = holding("v", "o", FIRST, holder_area=FIRST)
    receiver = holding("k", "p", KREIS)
    found = rehearsal(MOVED, verbands, receiver, staying=[OfficeException(("s",), (A,), until)])
    assert judged(found) == [("v", NEW_FREE, RecordFate.CARRY, ProposalReason.EXCEPTION)]
    assert found.changes.new_records == (NewRecord("v", ("s",), (NEW_FREE,), DAY, until),)
    kernel = found.state_after.kernel
    for day, office in ((DAY, "o"), (until, "o"), (date(2029, 1, 1), "p")):
        (won,) = kernel.decide("s", NEW_FREE, day, EVE).verdict.records[0]
        assert won.target == office


def test_what_ends_with_an_exception_is_counted_on_the_day_after():
    until = date(2027, 12, 31)
    found = rehearsal(
        MOVED, holding("v", "o", FIRST), staying=[OfficeException(("s",), (A,), until)]
    )
    assert not found.comparison.violations
    assert [each.day for each in found.lost_answers] == [date(2028, 1, 1)]


def test_a_part_of_a_municipality_cannot_be_told_apart_without_an_address():
    found = rehearsal(
        (ReformStep((A,), FREE),),
        holding("n", "p", A),
        holding("f", "q", FREE),
        staying=[OfficeException(("s",), (A,), date(2028, 12, 31))],
    )
    assert judged(found) == [("n", FREE, RecordFate.DECIDE, ProposalReason.INDISTINCT)]


def test_an_area_of_which_nobody_knows_where_it_went_is_told():
    after = Gazetteer(replace(each, valid_to=EVE) if each.key == A else each for each in AREAS)
    known = rehearsal(MOVED, holding("r", "o", A, D))
    found = Rehearsal(known.state, AreaTransition(known.state.gazetteer, after, DAY), EVE)
    assert judged(found) == [("r", "", RecordFate.DECIDE, ProposalReason.NOWHERE)]
    assert [(each.old, each.new) for each in found.lost_answers] == [(A, "")]


@given(made_steps(), made_holdings())
def test_only_open_decisions_and_left_levels_lose_an_answer(steps, holdings):
    found = rehearsal(steps, *holdings)
    waiting = {
        (each.record, each.area, each.successor, at)
        for each in found.open_proposals
        for at in each.services
    }
    before = found.state.kernel
    for each in found.lost_answers:
        winners = before.decide(each.service, each.old, DAY, EVE).verdict.records[0]
        stood = {
            (record.id, place)
            for record in winners
            for place in found.state.gazetteer.ancestors(each.old)
            if before.has_record_at(record, each.service, place, EVE)
        }
        ladder = found.transition.after.ancestors(each.new)
        assert any(
            (place not in found.transition.ended_areas and place not in ladder)
            or any(w[0] == uid and w[1] == place and w[3] == each.service for w in waiting)
            for uid, place in stood
        ), (each, stood)


@given(made_steps(), made_holdings())
def test_nothing_changes_before_the_day_and_nothing_is_doubled_by_itself(steps, holdings):
    found = rehearsal(steps, *holdings)
    bare = found.state.with_gazetteer(found.transition.after).kernel
    for service in SERVICES:
        for key in found.transition.successors:
            was = found.state.kernel.decide(service, key, EVE, EVE)
            assert found.state_after.kernel.decide(service, key, EVE, EVE).answer == was.answer
    for each in found.violations:
        if each.change is AnswerChange.DOUBLED:
            decision = bare.decide(each.service, each.new, DAY, EVE)
            keys = [decision.verdict.key] if decision.split is None else decision.split.outcomes
            parts = found.transition.origins[each.new]
            before = [found.state.kernel.decide(each.service, at, DAY, EVE) for at in parts]
            assert any(len(key[0]) > 1 for key in keys) or any(
                decision.state is LedgerState.OVERLAP for decision in before
            )


@given(made_steps(), made_holdings())
def test_the_comparison_is_what_asking_one_by_one_gives(steps, holdings):
    found = rehearsal(steps, *holdings)
    lost = {(each.service, each.old, each.new) for each in found.comparison.worse_answers}
    asked = set()
    for service in SERVICES:
        for old, news in found.transition.successors.items():
            was = found.state.kernel.decide(service, old, DAY, EVE).state
            for new in news:
                now = found.state_after.kernel.decide(service, new, DAY, EVE).state
                if was in ANSWERED and now not in ANSWERED:
                    asked.add((service, old, new))
    assert lost == asked


@given(made_steps(), made_holdings())
def test_an_old_key_asked_for_after_the_reform_is_no_dead_end(steps, holdings):
    found = rehearsal(steps, *holdings)
    resolver = Resolver(found.transition.after, found.state_after.kernel.rulebook)
    missing = {(each.service, each.old) for each in found.comparison.worse_answers}
    for service in SERVICES:
        for old in found.transition.successors:
            answer = resolver.answer(service, old, DAY, EVE)
            assert answer.municipalities
            was = found.state.kernel.decide(service, old, DAY, EVE).state
            if was in ANSWERED and (service, old) not in missing:
                assert answer.status.value != "gap"


def test_a_refusal_is_carried_like_a_rule():
    found = rehearsal(MOVED, holding("n", "", A, effect=RecordEffect.NOT_OFFERED))
    assert judged(found) == [("n", NEW_FREE, RecordFate.CARRY, ProposalReason.MOVED)]
    assert found.comparison.after["s"][LedgerState.NOT_OFFERED] == 1
    assert FAR in found.transition.successors
