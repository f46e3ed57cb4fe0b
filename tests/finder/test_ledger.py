"""The ledger against asking one by one, and what is expected where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger import Ledger, LedgerRow
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.office_row import OfficeRow, offices_of
from tlvwa.portal.finder.records import ExpectedCoverage, RecordEffect
from tlvwa.portal.finder.territory import MunicipalityRange, Territory

from .examples import (
    DAY,
    EISENBERG,
    ERFURT,
    GAZETTEER,
    GOESEN,
    KREIS,
    LAND,
    VERBAND,
    book,
    compiled,
    rule,
    service,
)
from .generators import HIGHER, MUNICIPALITIES, worlds
from .naive import shown
from .test_agreement import CASES

EVERYWHERE = (*HIGHER, *MUNICIPALITIES, "00")


def ledger(rules, day=DAY, today=DAY, gazetteer=GAZETTEER):
    return Ledger.build(Kernel(rules, gazetteer), Territory(gazetteer, day), today, LAND)


def one(*rows, **more):
    return ledger(book((service(**more), *rows)))


# -- the territory ----------------------------------------------------------------------------


@CASES
@given(worlds(), st.lists(st.sampled_from(EVERYWHERE)))
def test_runs_are_the_places_on_each_ladder(world, places):
    gazetteer = world.gazetteer
    territory = Territory(gazetteer, world.day)
    standing = {
        key: run.areas
        for run in territory.runs({gazetteer.canonical_key(at) for at in places})
        for key in territory.keys[run.start : run.end]
    }
    meant = {gazetteer.canonical_key(at) for at in places}
    assert standing == {
        key: tuple(at for at in gazetteer.ancestors(key) if at in meant)
        for key in gazetteer.municipalities("00", world.day)
    }


def test_an_area_of_another_day_is_what_stands_for_it():
    territory = Territory(GAZETTEER, DAY)
    assert territory.municipality_ranges([KREIS, VERBAND]) == (territory.municipality_range(KREIS),)
    assert territory.municipality_ranges([EISENBERG, GOESEN])[0].size == 2
    assert territory.municipality_ranges([]) == ()


def test_a_territory_can_be_a_part():
    assert list(Territory(GAZETTEER, DAY, [GOESEN, ERFURT]).keys) == [ERFURT, GOESEN]


# -- rows --------------------------------------------------------------------------------------


def test_a_row_joins_what_stands_alike():
    row = LedgerRow(
        [(2, LedgerState.ONE), (3, LedgerState.ONE), (3, LedgerState.GAP), (5, LedgerState.GAP)]
    )
    assert (row.ends, row.states) == ((3, 5), (LedgerState.ONE, LedgerState.GAP))
    assert list(row.runs_in(MunicipalityRange(1, 4))) == [
        (MunicipalityRange(1, 3), LedgerState.ONE),
        (MunicipalityRange(3, 4), LedgerState.GAP),
    ]
    assert row.counts(MunicipalityRange(0, 5)) == {LedgerState.ONE: 3, LedgerState.GAP: 2}


def test_a_row_of_offices_joins_the_same_ones_and_skips_none():
    a, b, nobody = frozenset("a"), frozenset("b"), frozenset()
    row = OfficeRow([(2, a), (3, a), (4, nobody), (6, b)])
    assert (row.ends, row.offices) == ((3, 4, 6), (a, nobody, b))
    assert list(row.runs_in(MunicipalityRange(1, 5))) == [(2, a), (1, b)]
    assert [row.at(number) for number in range(7)] == [a, a, a, nobody, b, b, nobody]
    assert list(OfficeRow().runs_in(MunicipalityRange(0, 5))) == []


def test_only_answers_with_one_office_name_it():
    twice = (rule("b", "b", EISENBERG), rule("c", "c", EISENBERG))
    found = one(
        rule("a", "a", ERFURT),
        *twice,
        rule("n", "holder", GOESEN, effect=RecordEffect.NOT_OFFERED, reason="Gibt es nicht"),
    )
    places = (ERFURT, EISENBERG, GOESEN)
    assert [found.offices("s", at) for at in places] == [{"a"}, frozenset(), frozenset()]
    assert found.answers_by_office == {"a": 1}
    with pytest.raises(KeyError):
        found.offices("s", "160000000000")


# -- what is expected --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("coverage", "areas", "expected"),
    [
        (ExpectedCoverage.LAND, (), {ERFURT, EISENBERG, GOESEN}),
        (ExpectedCoverage.FEDERAL, (), {ERFURT, EISENBERG, GOESEN}),
        (ExpectedCoverage.AREAS, (VERBAND, "nonsense"), {EISENBERG, GOESEN}),
        (ExpectedCoverage.NONE, (), set()),
    ],
)
def test_nothing_is_missing_where_nothing_is_expected(coverage, areas, expected):
    found = one(coverage=coverage, coverage_areas=areas)
    for at in (ERFURT, EISENBERG, GOESEN):
        wanted = LedgerState.GAP if at in expected else LedgerState.NOT_EXPECTED
        assert found.state("s", at) is wanted


def test_an_answer_counts_also_where_none_is_expected():
    found = one(rule("r", "a", ERFURT), coverage=ExpectedCoverage.NONE)
    assert found.state("s", ERFURT) is LedgerState.ONE


def test_entries_are_what_is_asked_for():
    found = one(rule("r", "a", ERFURT), coverage=ExpectedCoverage.LAND)
    spans = found.territory.municipality_ranges([VERBAND])
    (entry,) = found.runs(["s", "unknown"], spans, [LedgerState.GAP])
    assert [found.territory.keys[n] for n in range(*entry.municipalities)] == [EISENBERG, GOESEN]
    assert not list(found.runs(["s"], spans, [LedgerState.ONE]))
    assert found.totals[LedgerState.ONE] == 1
    with pytest.raises(KeyError):
        found.state("s", "160000000000")


# -- against asking one by one -----------------------------------------------------------------


def brute_force(world, land):
    """The ledger by asking the naive resolver for everything, one by one."""
    naive, day, today = world.naive, world.day, world.today
    found = {}
    for uid, its in naive.services.items():
        if shown(its, today):
            for at in world.gazetteer.municipalities("00", day):
                found[uid, at] = naive.state(uid, at, day, today, land)
    return found


@CASES
@given(worlds(), st.sampled_from([LAND, "01"]))
def test_the_ledger_is_the_naive_one(world, land):
    found = ledger(world.rulebook, world.day, world.today, world.gazetteer)
    found = Ledger.build(
        Kernel(world.rulebook, world.gazetteer), found.territory, world.today, land
    )
    told = {
        (uid, at): str(found.state(uid, at)) for uid in found.rows for at in found.territory.keys
    }
    assert told == brute_force(world, land)
    assert sum(found.totals.values()) == len(told)
    kernel = Kernel(world.rulebook, world.gazetteer)
    for uid, at in told:
        decision = kernel.decide(uid, at, world.day, world.today)
        assert found.offices(uid, at) == offices_of(found.state(uid, at), decision)


@CASES
@given(worlds(), worlds(), st.data())
def test_an_edit_gives_the_ledger_that_is_built_anew(world, other, data):
    """Services are exchanged for others, hidden, put in: rows of those they answer for follow."""
    before = ledger(world.rulebook, world.day, world.today, world.gazetteer)
    changes = {
        uid: data.draw(st.sampled_from([None, other.rulebook.services.get(uid)]))
        for uid in data.draw(st.sets(st.sampled_from([*world.rulebook.services, "new"])))
    }
    rulebook = world.rulebook.replace(changes)
    touched = world.rulebook.dependents(changes) | rulebook.dependents(changes)
    after = before.replace(Kernel(rulebook, world.gazetteer), touched)
    anew = ledger(rulebook, world.day, world.today, world.gazetteer)
    assert dict(after.rows) == dict(anew.rows)


def test_a_changed_parent_changes_the_rows_below():
    below, above = service("below", parent="above"), service("above")
    before = book((below,), (above,))
    after = before.replace({"above": compiled(above, rule("r", "a", LAND))})
    assert after.dependents(["above"]) == {"above", "below"}
    assert ledger(after).state("below", ERFURT) is LedgerState.DERIVED
