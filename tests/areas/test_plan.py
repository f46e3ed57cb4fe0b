from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas.editions import merge
from tlvwa.portal.areas.enacting import PlanRefused, changed, enact, withdraw
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, Kind, Successor
from tlvwa.portal.areas.plan import Plan, Step, by_key, problems
from tlvwa.portal.areas.planning import plans
from tlvwa.portal.areas.reforms import known_reforms
from tlvwa.portal.areas.register import Edition, read_register
from tlvwa.portal.areas.table import load_thueringen

DAY, EVE, LATER = date(2027, 1, 1), date(2026, 12, 31), date(2027, 6, 30)
SEEN = (date(2025, 8, 31),)


def area(key, name="", **more):
    kinds = {2: Kind.LAND, 5: Kind.KREIS, 9: Kind.VERBAND, 12: Kind.GEMEINDE}
    return Area(key, name or key, kinds[len(key)], seen=SEEN, **more)


A, B, C = (f"16074500100{n}" for n in (1, 2, 3))  # members of one Verband
D, FREE = "160745002004", "160740009009"  # alone in another Verband, and in none
AREAS = tuple(
    map(area, ("16", "16073", "16074", "160745001", A, B, C, "160745002", D, FREE, "160730005005"))
)


def plan(*steps):
    return Plan(DAY, steps)


def enacted(*steps, areas=AREAS):
    return by_key(enact(areas, plan(*steps)))


def refusal(*steps):
    with pytest.raises(PlanRefused) as caught:
        enact(AREAS, plan(*steps))
    return caught.value.reasons


def test_a_merger_ends_the_old_on_the_eve_and_begins_the_new_on_the_day():
    after = enacted(Step((A, B), "160745001077", "Neu"))
    assert after[A].valid_to == after[B].valid_to == EVE
    assert after[A].successors == (Successor("160745001077"),)
    assert after["160745001077"].valid_from == DAY
    assert after["160745001077"].seen == ()
    assert after["160745001"].valid_to is None
    assert Gazetteer(after.values()).on(A, DAY) == ("160745001077",)


def test_what_was_counted_of_the_parts_is_counted_of_the_whole():
    areas = [
        replace(each, population=10, hectares=2.0, centre=(50.0, 11.0)) if each.key == A else each
        for each in AREAS
    ]
    whole = by_key(enact(areas, plan(Step((A,), "160740001001", "A"))))["160740001001"]
    assert (whole.population, whole.hectares, whole.centre) == (10, 2.0, (50.0, 11.0))
    parts = enact(areas, plan(Step((A,), FREE), Step((A, B), "160745001077", "Neu")))
    assert by_key(parts)["160745001077"].population is None


def test_a_split_leads_to_all_its_parts():
    after = enacted(Step((A,), B), Step((A,), FREE))
    assert after[A].successors == (Successor(FREE), Successor(B))


def test_what_gives_a_part_away_goes_on_and_is_known_as_where_it_came_from():
    after = enacted(Step((A,), A), Step((A,), "160745001077", "Neu"))
    assert after[A].valid_to is None
    assert Gazetteer(after.values()).on("160745001077", EVE) == (A,)


def test_a_verband_ends_with_its_last_member_and_leads_to_where_it_went():
    after = enacted(Step((D,), FREE))
    assert after["160745002"].valid_to == EVE
    assert after["160745002"].successors == (Successor(FREE),)


def test_a_verband_that_goes_into_another_takes_its_members_along():
    after = enacted(Step(("160745001", "160745002"), "160745003", "Neuer Verband"))
    assert after[A].successors == (Successor("160745003001"),)
    assert after["160745001"].successors == (Successor("160745003"),)
    assert after["160745003004"].name == D
    assert after["160745003"].valid_from == DAY


def test_a_kreis_that_goes_into_another_takes_verbaende_and_municipalities_along():
    after = enacted(Step(("16074",), "16073"))
    assert after["16074"].successors == (Successor("16073"),)
    assert after["160735001"].name == "160745001"
    assert after[FREE].successors == (Successor("160730009009"),)


@pytest.mark.parametrize(
    ("step", "word"),
    [
        (Step(("160745001009",), B), "kein Gebiet hat den Schlüssel"),
        (Step((A, A), B), "zweimal"),
        (Step((A,), "1607450"), "kein Gebietsschlüssel"),
        (Step((A,), "16"), "weder Gemeinde noch Verband noch Kreis"),
        (Step((A,), "160745001077"), "Name"),
        (Step((), "160745001077", "Neu"), "aus keiner anderen"),
        (Step((A,), "160775001077", "Neu"), "liegt in 16077"),
        (Step((A,), "160745009077", "Neu"), "liegt in 160745009"),
        (Step((A,), "160740011012", "Neu"), "verbandsfreie"),
        (Step(("16074",), A), "nicht auf derselben Ebene"),
        (Step((A,), "160745001", ""), "nicht auf derselben Ebene"),
        (Step((A,), A), "in sich selbst"),
        (Step((), B), "besteht schon"),
        (Step((), "160745009", "Leer"), "liegt am 01.01.2027 keine Gemeinde"),
    ],
)
def test_a_wrong_step_is_named_with_its_reason(step, word):
    reasons = refusal(Step((C,), FREE), step)
    assert any(each.startswith("Schritt 2") and word in each for each in reasons), reasons


def test_what_ends_takes_nothing_and_one_area_has_one_step():
    assert any("endet zugleich" in each for each in refusal(Step((A,), B), Step((B,), C)))
    assert any("2 Schritten" in each for each in refusal(Step((A,), C), Step((B,), C)))
    assert refusal() == ("Die Reform hat noch keinen Schritt.",)


def test_what_ends_already_and_a_key_used_before_are_refused():
    areas = enact(AREAS, plan(Step((A,), B)))
    later = Plan(date(2028, 1, 1), (Step((A,), C), Step((B,), A, "A")))
    reasons = problems(later, by_key(areas))
    assert any("besteht am 31.12.2027 nicht" in each for each in reasons)
    assert any("vergeben" in each for each in reasons)


@st.composite
def made_plans(draw):
    """Plans over AREAS: every municipality is left alone, or goes into one or two others."""
    new = ["160745001077", "160740078078", "160745002079"]
    going = draw(st.lists(st.sampled_from((A, B, C, D, FREE)), unique=True, min_size=1))
    free = [key for key in (A, B, C, D, FREE) if key not in going] + new
    into = {}
    for key in going:
        for at in draw(st.lists(st.sampled_from(free), unique=True, min_size=1, max_size=2)):
            into.setdefault(at, []).append(key)
    return plan(*(Step(tuple(old), key, key if key in new else "") for key, old in into.items()))


@given(made_plans())
def test_withdrawing_gives_back_exactly_what_was(made):
    if problems(made, by_key(AREAS)):  # a key in a Verband that ends
        return
    after = enact(AREAS, made)
    assert withdraw(after, made) == tuple(sorted(AREAS, key=lambda each: each.key))
    gazetteer = Gazetteer(after)
    for key in made.old:
        assert gazetteer.on(key, EVE) == (key,)
        assert gazetteer.on(key, DAY) == made.successors(key)


@given(made_plans())
def test_a_later_register_agrees_with_an_enacted_plan(made):
    if problems(made, by_key(AREAS)):
        return
    after = enact(AREAS, made)
    listed = tuple(
        replace(each, valid_from=None, seen=(LATER,), successors=())
        for each in after
        if each.exists_on(LATER)
    )
    merged = merge(after, Edition(LATER, listed))
    days = {each.key: (each.valid_from, each.valid_to, each.successors) for each in after}
    assert {e.key: (e.valid_from, e.valid_to, e.successors) for e in merged.areas} == days
    assert merged.changes == ()


def test_what_was_built_on_is_not_withdrawn():
    first = plan(Step((A,), "160745001077", "Neu"))
    after = enact(AREAS, first)
    second = enact(after, Plan(LATER, (Step(("160745001077",), B),)))
    with pytest.raises(PlanRefused, match="anderen Änderung"):
        withdraw(second, first)
    grown = enact(after, Plan(LATER, (Step((C,), "160745001077"),)))
    with pytest.raises(PlanRefused, match="geht inzwischen auch"):
        withdraw(grown, first)
    seen = tuple(replace(each, seen=(LATER,)) if each.key == A else each for each in after)
    with pytest.raises(PlanRefused, match="nennt"):
        withdraw(seen, first)
    with pytest.raises(PlanRefused, match="gibt es nicht mehr"):
        withdraw(AREAS, first)


def test_the_plan_of_a_newer_register_is_what_the_register_changed(data):
    old = merge((), read_register(data / "gv100ad" / "GV100AD_30112023.txt", "16")).areas
    newer = read_register(data / "gv100ad" / "GV100AD_31082025.txt", "16")
    merged = merge(old, newer, known_reforms()).areas
    (made,) = plans(old, merged)
    assert made.day == date(2024, 1, 1)
    assert len(made.old) == 26
    assert len(made.successors("160645052055")) == 2  # Rodeberg
    after = enact(old, made)
    assert withdraw(after, made) == old
    assert merge(after, newer, known_reforms()).areas == merged
    assert merge(merge(after, newer, known_reforms()).areas, newer, known_reforms()).changes == ()


def test_a_verband_of_the_shipped_table_can_be_merged_and_given_back():
    areas = load_thueringen().areas
    made = Plan(DAY, (Step(("160745052",), "160745099", "Beispiel"),))
    after = enact(areas, made)
    assert withdraw(after, made) == tuple(sorted(areas, key=lambda each: each.key))
    assert {change.key for change in changed(areas, after)} >= {"160745052", "160745099"}
