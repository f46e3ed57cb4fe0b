"""The register's editions of 2023 and 2025, with rules on every level: nobody is left without an answer."""

from collections import Counter
from datetime import date

import pytest

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.merge import merge
from tlvwa.portal.areas.importing.register import read_register
from tlvwa.portal.areas.known_reforms import known_reforms
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.areas.reforms.register_plans import register_plans
from tlvwa.portal.finder.answer import Status
from tlvwa.portal.finder.records import ExpectedCoverage, ServiceDefinition
from tlvwa.portal.finder.reform.area_transition import AreaTransition
from tlvwa.portal.finder.reform.comparison import AnswerChange
from tlvwa.portal.finder.reform.proposals import ProposalReason, RecordFate
from tlvwa.portal.finder.reform.rehearsal import Rehearsal
from tlvwa.portal.finder.reform.state import RuleState
from tlvwa.portal.finder.resolver import Resolver

from .examples import holding

TODAY, DAY = date(2026, 11, 25), date(2024, 1, 1)
RODEBERG = "160645052055"
EXPECTED = {
    (
        RecordFate.CARRY,
        ProposalReason.MOVED,
    ): 6,  # four that moved, and two that took others and kept their number
    (RecordFate.CARRY, ProposalReason.ALIKE): 1,
    (RecordFate.END, ProposalReason.RECEIVER): 11,
    (RecordFate.DECIDE, ProposalReason.MEET): 14,  # Uder of eleven, Berga-Wünschendorf of two
    (RecordFate.DECIDE, ProposalReason.SPLIT): 1,
}
SERVICES = ("municipality", "association", "district", "land")


@pytest.fixture(scope="module")
def editions(data):
    """The areas of 2023, and with those of 2025."""
    folder = data / "gv100ad"
    old = merge((), read_register(folder / "GV100AD_30112023.txt", "16"), known_reforms()).areas
    newer = read_register(folder / "GV100AD_31082025.txt", "16")
    return old, merge(old, newer, known_reforms()).areas


def world(areas):
    """Each municipality, Verband, Kreis and the Land has an office with a rule of its own."""
    gazetteer = Gazetteer(areas)
    rules = [holding("land", "land", "16", services=("land",), holder_area="16")]
    for kind, name in ((AreaLevel.KREIS, "district"), (AreaLevel.GEMEINDE, "municipality")):
        rules += [
            holding(f"{name}-{a.key}", a.key, a.key, services=(name,), holder_area=a.key)
            for a in gazetteer.areas(kind)
        ]
    served = {
        at for a in gazetteer.areas(AreaLevel.GEMEINDE) for at in gazetteer.ancestors(a.key)[:2]
    }
    rules += [
        holding(f"association-{key}", key, key, services=("association",), holder_area=key)
        for key in sorted(served)
        if len(key) == 9 or len(gazetteer.ancestors(key)) < 5
    ]
    services = {uid: ServiceDefinition(uid, coverage=ExpectedCoverage.LAND) for uid in SERVICES}
    return RuleState(gazetteer, services, {each.record.id: each for each in rules})


@pytest.fixture(scope="module")
def found(editions):
    """The rehearsal, everything open carried over."""
    old, new = editions
    (plan,) = register_plans(old, new)
    assert plan.day == DAY
    before = world(old)
    passage = AreaTransition(before.gazetteer, Gazetteer(new), DAY)
    first = Rehearsal(before, passage, TODAY)
    decided = {each.id: RecordFate.CARRY for each in first.open_proposals}
    return first, Rehearsal(before, passage, TODAY, decisions=decided)


def test_what_must_be_decided_is_little_and_the_rest_loses_nobody_an_answer(found):
    first, _decided = found
    assert Counter((each.fate, each.reason) for each in first.proposals) == EXPECTED
    waiting = {(at, each.successor) for each in first.open_proposals for at in each.services}
    for each in first.comparison.worse_answers:
        ladder = first.transition.after.ancestors(each.new)
        assert any((each.service, place) in waiting for place in ladder)


def test_rodeberg_was_split_and_both_parts_are_answered_by_who_took_them(found):
    first, _decided = found
    split = [e for e in first.proposals if e.record == f"municipality-{RODEBERG}"]
    assert {(each.successor, each.fate, each.reason) for each in split} == {
        ("160610118118", RecordFate.END, ProposalReason.RECEIVER),
        ("160640046046", RecordFate.END, ProposalReason.RECEIVER),
    }


def test_once_decided_no_municipality_is_without_an_answer_it_had(found):
    _first, decided = found
    assert decided.comparison.worse_answers == ()
    assert decided.comparison.total(AnswerChange.LOST) == 0


def test_no_permalink_is_a_dead_end(found):
    _first, decided = found
    resolver = Resolver(decided.transition.after, decided.state_after.kernel.rulebook)
    for service in SERVICES:
        for key in decided.transition.successors:
            status = resolver.answer(service, key, DAY, TODAY).status
            assert status is not Status.GAP, (service, key)
    asked = resolver.answer("municipality", RODEBERG, DAY, TODAY)
    assert asked.status is Status.QUESTION
    assert len(asked.question.options) == 2
