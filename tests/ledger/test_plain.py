"""The plain cores against asking each municipality alone: columns, cells, groups, covers."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger import Ledger
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.territory import Territory
from tlvwa.portal.ledger.pages.heat_table import columns, count_states, runs_by_service
from tlvwa.portal.ledger.pages.municipality_groups import (
    WORST_FIRST,
    cover,
    municipality_groups,
)

from ..finder.examples import (
    DAY,
    EISENBERG,
    ERFURT,
    GAZETTEER,
    GOESEN,
    KREIS,
    LAND,
    VERBAND,
    book,
    rule,
    service,
)
from ..finder.generators import HIGHER, MUNICIPALITIES, worlds
from ..finder.test_agreement import CASES


def ledger_of(world):
    territory = Territory(world.gazetteer, world.day)
    return Ledger.build(Kernel(world.rulebook, world.gazetteer), territory, world.today, LAND)


@CASES
@given(worlds(), st.sampled_from((*HIGHER, *MUNICIPALITIES)))
def test_columns_part_an_area_and_cells_count_each_municipality(world, area):
    ledger = ledger_of(world)
    territory = ledger.territory
    parts = columns(territory, area)
    inside = [key for part in parts for key in territory.keys[part.span.start : part.span.end]]
    assert sorted(inside) == sorted(
        {
            key
            for at in world.gazetteer.successors_on(area, world.day)
            for key in world.gazetteer.municipalities(at, world.day)
        }
    )
    for uid, entries in runs_by_service(ledger.runs(ledger.rows)).items():
        found = count_states(entries, parts)
        for part in parts:
            keys = territory.keys[part.span.start : part.span.end]
            assert found[part.key] == Counter(ledger.state(uid, key) for key in keys)


@CASES
@given(worlds())
def test_groups_hold_every_municipality_once_with_its_state(world):
    ledger = ledger_of(world)
    kernel = Kernel(world.rulebook, world.gazetteer)
    for uid in ledger.rows:
        found = municipality_groups(kernel, ledger, uid, [ledger.territory.whole])
        assert sorted(key for group in found for key in group.municipalities) == list(
            ledger.territory.keys
        )
        for group in found:
            for key in group.municipalities:
                assert ledger.state(uid, key) is group.state
                decided = kernel.decide(uid, key, world.day, world.today).verdict.records[0]
                assert {r.statement for r in decided} == {r.statement for r in group.records}
        ranks = [WORST_FIRST.index(group.state) for group in found]
        assert ranks == sorted(ranks)


@CASES
@given(worlds(), st.data())
def test_a_cover_is_exactly_what_it_covers(world, data):
    territory = Territory(world.gazetteer, world.day)
    keys = data.draw(st.sets(st.sampled_from(list(territory.keys) or ["-"])))
    keys &= set(territory.keys)
    found = cover(territory, keys)
    covered = [
        key
        for at in found
        for key in territory.keys[
            territory.municipality_range(at).start : territory.municipality_range(at).end
        ]
    ]
    assert sorted(covered) == sorted(keys)


def test_below_an_area_stand_the_next_ones():
    territory = Territory(GAZETTEER, DAY)
    assert {each.key for each in columns(territory, LAND)} >= {KREIS, ERFURT}
    assert VERBAND in {each.key for each in columns(territory, KREIS)}
    assert {each.key for each in columns(territory, VERBAND)} >= {EISENBERG, GOESEN}
    assert [each.key for each in columns(territory, GOESEN)] == [GOESEN]


def test_what_says_the_same_is_one_group_the_worst_first():
    rules = book((service(), rule("a", "amt", VERBAND), rule("b", "amt", ERFURT)))
    kernel = Kernel(rules, GAZETTEER)
    ledger = Ledger.build(kernel, Territory(GAZETTEER, DAY, [LAND]), DAY, LAND)
    (uid,) = ledger.rows
    found = municipality_groups(kernel, ledger, uid, [ledger.territory.whole])
    assert [group.state for group in found] == [LedgerState.GAP, LedgerState.ONE]
    assert set(found[1].municipalities) == {EISENBERG, GOESEN, ERFURT}
