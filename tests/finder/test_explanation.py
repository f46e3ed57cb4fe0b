"""spec:explanation: why this authority, and why not the others."""

from datetime import date

from hypothesis import given

from tlvwa.portal.finder.explanation import StepOutcome, StepReason
from tlvwa.portal.finder.records import Role
from tlvwa.portal.finder.resolver import Resolver

from .examples import (
    DAY,
    EISENBERG,
    GOESEN,
    KREIS,
    LAND,
    NAME,
    ROAD,
    VERBAND,
    ask,
    not_offered,
    resolver,
    rule,
)
from .generators import worlds


def fates(found, place, facts=None):
    steps = found.explain(ask(found, place, facts))
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    return {
        step.record.id if step.record else None: (str(step.outcome), str(step.reason))
        for step in steps
    }


def test_what_won_and_what_lost_with_the_reason():
    found = resolver(
        rule("excluded", "a", GOESEN, criterion="road", values=("andere",)),
        rule("met", "b", VERBAND, criterion="road", values=("Bundesstraße",)),
        rule("displaced", "c", VERBAND),
        rule("above", "d", KREIS),
        rule("old", "e", VERBAND, valid_to=date(2026, 1, 1)),
        rule("supervising", "f", GOESEN, supervising=True),
        rule("bund", "g", "00"),
        rule("draft", "h", GOESEN, shown_from=date(2030, 1, 1)),
        rule("elsewhere", "i", EISENBERG),
        criteria=(ROAD,),
    )
    assert fates(found, GOESEN, {"road": "Bundesstraße"}) == {
        "excluded": ("lost", "criterion_excluded"),
        "met": ("won", "criterion_met"),
        "displaced": ("lost", "displaced"),
        "above": ("lost", "higher_level"),
        "old": ("lost", "not_valid"),
        "supervising": ("lost", "supervising"),
        "bund": ("lost", "federal"),
    }


def test_steps_climb_the_ladder_and_name_area_law_and_authority():
    found = resolver(
        not_offered("r1", "", VERBAND, holder="vg", legal_basis="§ 47 ThürKO"),
        rule("r2", "kreis", KREIS),
    )
    first, second = found.explain(ask(found, GOESEN))
    assert (first.area, first.authority, first.record.legal_basis) == (VERBAND, "vg", "§ 47 ThürKO")
    assert (second.area, second.authority) == (KREIS, "kreis")


def test_the_rest_and_the_lowest_level():
    rows = rule("r1", "a", KREIS, criterion="name", values=("A-K",)), rule("r2", "b", KREIS)
    found = resolver(*rows, criteria=(NAME,))
    assert fates(found, GOESEN, {"name": "Z"})["r2"] == ("won", "rest")
    assert fates(resolver(rows[1]), GOESEN)["r2"] == ("won", "lowest_level")


def test_where_facts_do_not_matter_both_records_won():
    rows = rule("r1", "a", KREIS, criterion="name", values=("A-K",)), rule("r2", "a", KREIS)
    found = resolver(*rows, criteria=(NAME,))
    assert fates(found, GOESEN) == {"r1": ("won", "any_facts"), "r2": ("won", "rest")}


def test_questions_say_what_is_open():
    rows = (
        rule("r1", "a", KREIS, criterion="name", values=("A-K",)),
        rule("r2", "b", LAND),
        rule("r3", "f", LAND, role=Role.FORM),
    )
    found = resolver(*rows, criteria=(NAME,))
    assert fates(found, GOESEN) == {
        "r1": ("asked", "criterion_open"),
        "r2": ("asked", "criterion_open"),
        "r3": ("won", "lowest_level"),
    }
    (step,) = resolver(rule("r", "a", GOESEN)).explain(ask(resolver(rule("r", "a", GOESEN)), KREIS))
    assert (step.outcome, step.reason, step.area) == (StepOutcome.ASKED, StepReason.PLACE, KREIS)


def test_the_way_on_of_a_gap():
    assert fates(resolver(), GOESEN) == {None: ("fallback", "nobody")}
    assert fates(resolver(rule("r", "bund", "00")), GOESEN) == {"r": ("fallback", "federal")}


def test_a_record_on_two_levels_won_on_the_lower_one():
    found = resolver(rule("r", "a", GOESEN, KREIS))
    steps = found.explain(ask(found, GOESEN))
    assert [(step.area, str(step.outcome)) for step in steps] == [(GOESEN, "won"), (KREIS, "lost")]


@given(worlds())
def test_nothing_hidden_is_told_and_every_winner_is(world):
    found = Resolver(world.gazetteer, world.rulebook)
    service, place, day, today = world.question
    answer = found.answer(service, place, day, today, world.facts)
    steps = found.explain(answer)
    told = {step.record.id for step in steps if step.record and step.outcome == StepOutcome.WON}
    assert all(step.record.shown_on(today) for step in steps if step.record)
    if answer.question is None and len(answer.municipalities) == 1:
        named = (*answer.offices, *answer.refusals, *answer.contact_points, *answer.forms)
        assert {one.record.id for one in named} <= told
        for step in steps:
            if step.outcome == StepOutcome.WON:
                assert step.record.valid_on(day)
                assert not step.record.supervising


def test_the_day_counts_for_the_explanation_too():
    found = resolver(rule("r", "a", KREIS, valid_from=date(2027, 1, 1)))
    later = ask(found, GOESEN, day=date(2027, 1, 1))
    assert found.explain(later)[0].outcome == StepOutcome.WON
    assert found.explain(ask(found, GOESEN, day=DAY))[0].reason == StepReason.NOT_VALID
