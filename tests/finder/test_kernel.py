"""The kernel in bulk, as the ledger reads it."""

from hypothesis import given, settings

from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.records import ExpectedCoverage, Role

from .examples import (
    DAY,
    EISENBERG,
    ERFURT,
    GAZETTEER,
    GOESEN,
    KREIS,
    LAND,
    NAME,
    VERBAND,
    book,
    not_offered,
    referred,
    rule,
    service,
)
from .generators import MUNICIPALITIES, worlds

A_TO_K = {"criterion": "name", "values": ("A-K",)}
L_TO_Z = {"criterion": "name", "values": ("L-Z",)}


def state(*rows, **more):
    kernel = Kernel(book((service(criteria=(NAME,), **more), *rows)), GAZETTEER)
    return kernel.decide("s", GOESEN, DAY, DAY).state


def test_states():
    assert state(rule("r", "a", LAND)) is LedgerState.ONE
    assert state(not_offered("r", "", LAND)) is LedgerState.NOT_OFFERED
    assert state(referred("r", "a", LAND)) is LedgerState.REFERRED
    assert state() is LedgerState.GAP
    assert state(rule("r", "a", "00")) is LedgerState.GAP
    assert state(rule("r", "a", "00"), coverage=ExpectedCoverage.FEDERAL) is LedgerState.ONE
    assert state(rule("r", "a", LAND), rule("q", "b", LAND)) is LedgerState.OVERLAP
    assert state(rule("r", "a", LAND), not_offered("q", "", LAND)) is LedgerState.OVERLAP


def test_states_of_criteria():
    complete = rule("r", "a", KREIS, **A_TO_K), rule("q", "b", KREIS, **L_TO_Z)
    assert state(*complete) is LedgerState.CONDITIONAL
    assert state(complete[0]) is LedgerState.GAP  # nobody for L to Z
    assert state(complete[0], rule("l", "c", LAND)) is LedgerState.CONDITIONAL
    assert state(complete[0], rule("l", "a", LAND)) is LedgerState.ONE
    assert state(*complete, rule("o", "c", KREIS, **L_TO_Z)) is LedgerState.OVERLAP
    forms = rule("r", "a", LAND), rule("f", "f", LAND, role=Role.FORM, **A_TO_K)
    assert state(*forms) is LedgerState.ONE  # the ledger counts offices


def test_municipalities_with_the_same_records_share_a_decision():
    rows = rule("r", "a", VERBAND), rule("q", "b", LAND)
    kernel = Kernel(book((service(), *rows)), GAZETTEER)
    found = kernel.decisions("s", [EISENBERG, GOESEN, ERFURT], DAY, DAY)
    assert found[EISENBERG] is found[GOESEN]
    assert [record.id for record in found[ERFURT].verdict.records[0]] == ["q"]


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_in_bulk_as_one_by_one(world):
    kernel = Kernel(world.rulebook, world.gazetteer)
    service, _, day, today = world.question
    bulk = kernel.decisions(service, MUNICIPALITIES, day, today)
    for municipality in MUNICIPALITIES:
        alone = kernel.decide(service, municipality, day, today)
        assert bulk[municipality].answer == alone.answer
        assert bulk[municipality].verdict == alone.verdict
