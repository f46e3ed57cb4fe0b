from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.merge import merge
from tlvwa.portal.areas.importing.register import Edition, read_register
from tlvwa.portal.areas.known_reforms import known_reforms
from tlvwa.portal.areas.model import Area, AreaLevel, Successor
from tlvwa.portal.areas.reforms.apply import apply_plan, changed_areas, withdraw_plan
from tlvwa.portal.areas.reforms.plan import ReformPlan, ReformStep, areas_by_key, plan_problems
from tlvwa.portal.areas.reforms.problems import PlanProblem, PlanRefused
from tlvwa.portal.areas.reforms.problems import PlanProblemCode as Code
from tlvwa.portal.areas.reforms.register_plans import register_plans
from tlvwa.portal.areas.table import load_thueringen

DAY, EVE, LATER = date(2027, 1, 1), date(2026, 12, 31), date(2027, 6, 30)
SEEN = (date(2025, 8, 31),)


def area(key, name="", **more):
    kinds = {2: AreaLevel.LAND, 5: AreaLevel.KREIS, 9: AreaLevel.VERBAND, 12: AreaLevel.GEMEINDE}
    return Area(key, name or key, kinds[len(key)], seen=SEEN, **more)


A, B, C = (f"16074500100{n}" for n in (1, 2, 3))  # members of one Verband
D, FREE = "160745002004", "160740009009"  # alone in another Verband, and in none
AREAS = tuple(
    map(area, ("16", "16073", "16074", "160745001", A, B, C, "160745002", D, FREE, "160730005005"))
)


def plan(*steps):
    return ReformPlan(DAY, steps)


def enacted(*steps, areas=AREAS):
    return areas_by_key(apply_plan(areas, plan(*steps)))


def refusal(*steps):
    with pytest.raises(PlanRefused) as caught:
        apply_plan(AREAS, plan(*steps))
    return caught.value.problems


def test_a_merger_ends_the_old_on_the_eve_and_begins_the_new_on_the_day():
    after = enacted(ReformStep((A, B), "160745001077", "Neu"))
    assert after[A].valid_to == after[B].valid_to == EVE
    assert after[A].successors == (Successor("160745001077"),)
    assert after["160745001077"].valid_from == DAY
    assert after["160745001077"].seen == ()
    assert after["160745001"].valid_to is None
    assert Gazetteer(after.values()).successors_on(A, DAY) == ("160745001077",)


def test_what_was_counted_of_the_parts_is_counted_of_the_whole():
    areas = [
        replace(each, population=10, hectares=2.0, centre=(50.0, 11.0)) if each.key == A else each
        for each in AREAS
    ]
    whole = areas_by_key(apply_plan(areas, plan(ReformStep((A,), "160740001001", "A"))))[
        "160740001001"
    ]
    assert (whole.population, whole.hectares, whole.centre) == (10, 2.0, (50.0, 11.0))
    parts = apply_plan(
        areas, plan(ReformStep((A,), FREE), ReformStep((A, B), "160745001077", "Neu"))
    )
    assert areas_by_key(parts)["160745001077"].population is None


def test_a_split_leads_to_all_its_parts():
    after = enacted(ReformStep((A,), B), ReformStep((A,), FREE))
    assert after[A].successors == (Successor(FREE), Successor(B))


def test_what_gives_a_part_away_goes_on_and_is_known_as_where_it_came_from():
    after = enacted(ReformStep((A,), A), ReformStep((A,), "160745001077", "Neu"))
    assert after[A].valid_to is None
    assert Gazetteer(after.values()).successors_on("160745001077", EVE) == (A,)


def test_a_verband_ends_with_its_last_member_and_leads_to_where_it_went():
    after = enacted(ReformStep((D,), FREE))
    assert after["160745002"].valid_to == EVE
    assert after["160745002"].successors == (Successor(FREE),)


def test_a_verband_that_goes_into_another_takes_its_members_along():
    after = enacted(ReformStep(("160745001", "160745002"), "160745003", "Neuer Verband"))
    assert after[A].successors == (Successor("160745003001"),)
    assert after["160745001"].successors == (Successor("160745003"),)
    assert after["160745003004"].name == D
    assert after["160745003"].valid_from == DAY


def test_a_kreis_that_goes_into_another_takes_verbaende_and_municipalities_along():
    after = enacted(ReformStep(("16074",), "16073"))
    assert after["16074"].successors == (Successor("16073"),)
    assert after["160735001"].name == "160745001"
    assert after[FREE].successors == (Successor("160730009009"),)


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (ReformStep(("160745001009",), B), PlanProblem(Code.UNKNOWN_KEY, "160745001009")),
        (ReformStep((A, A), B), PlanProblem(Code.LISTED_TWICE, A)),
        (ReformStep((A,), "1607450"), PlanProblem(Code.MALFORMED_KEY, "1607450")),
        (ReformStep((A,), "16"), PlanProblem(Code.WRONG_LEVEL, "16")),
        (ReformStep((A,), "160745001077"), PlanProblem(Code.NAME_MISSING, "160745001077")),
        (
            ReformStep((), "160745001077", "Neu"),
            PlanProblem(Code.WITHOUT_ORIGIN, "160745001077"),
        ),
        (
            ReformStep((A,), "160775001077", "Neu"),
            PlanProblem(Code.AREA_ABOVE_MISSING, "160775001077", others=("16077",), day=DAY),
        ),
        (
            ReformStep((A,), "160745009077", "Neu"),
            PlanProblem(Code.AREA_ABOVE_MISSING, "160745009077", others=("160745009",), day=DAY),
        ),
        (
            ReformStep((A,), "160740011012", "Neu"),
            PlanProblem(Code.FITS_NO_VERBAND, "160740011012"),
        ),
        (ReformStep(("16074",), A), PlanProblem(Code.OTHER_LEVEL, "16074", "16074", (A,))),
        (
            ReformStep((A,), "160745001", ""),
            PlanProblem(Code.OTHER_LEVEL, A, A, ("160745001",)),
        ),
        (ReformStep((A,), A), PlanProblem(Code.ONLY_INTO_ITSELF, A)),
        (ReformStep((), B), PlanProblem(Code.EXISTS_ALREADY, B, B)),
        (
            ReformStep((), "160745009", "Leer"),
            PlanProblem(Code.LEVEL_WITHOUT_MUNICIPALITY, "160745009", day=DAY),
        ),
    ],
)
def test_a_wrong_step_is_named_with_its_reason(step, problem):
    assert replace(problem, step=2) in refusal(ReformStep((C,), FREE), step)


def test_what_ends_takes_nothing_and_one_area_has_one_step():
    ending = PlanProblem(Code.RECEIVES_AND_ENDS, B, B, step=1)
    assert ending in refusal(ReformStep((A,), B), ReformStep((B,), C))
    twice = PlanProblem(Code.SEVERAL_STEPS, C, count=2)
    assert twice in refusal(ReformStep((A,), C), ReformStep((B,), C))
    assert refusal() == (PlanProblem(Code.NO_STEP),)


def test_what_ends_already_and_a_key_used_before_are_refused():
    areas = apply_plan(AREAS, plan(ReformStep((A,), B)))
    later = ReformPlan(date(2028, 1, 1), (ReformStep((A,), C), ReformStep((B,), A, "A")))
    problems = plan_problems(later, areas_by_key(areas))
    assert PlanProblem(Code.MISSING_ON_EVE, A, A, day=later.eve, step=1) in problems
    assert PlanProblem(Code.KEY_TAKEN, A, A, step=2) in problems


def test_an_area_that_ends_or_begins_around_the_day_is_refused():
    ended = [replace(each, valid_to=LATER) if each.key == A else each for each in AREAS]
    assert plan_problems(plan(ReformStep((A,), B)), areas_by_key(ended)) == [
        PlanProblem(Code.ENDS_ALREADY, A, A, day=LATER, step=1)
    ]


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
    return plan(
        *(ReformStep(tuple(old), key, key if key in new else "") for key, old in into.items())
    )


@given(made_plans())
def test_withdrawing_gives_back_exactly_what_was(made):
    if plan_problems(made, areas_by_key(AREAS)):  # a key in a Verband that ends
        return
    after = apply_plan(AREAS, made)
    assert withdraw_plan(after, made) == tuple(sorted(AREAS, key=lambda each: each.key))
    gazetteer = Gazetteer(after)
    for key in made.old:
        assert gazetteer.successors_on(key, EVE) == (key,)
        assert gazetteer.successors_on(key, DAY) == made.successors(key)


@given(made_plans())
def test_a_later_register_agrees_with_an_enacted_plan(made):
    if plan_problems(made, areas_by_key(AREAS)):
        return
    after = apply_plan(AREAS, made)
    listed = tuple(
        replace(each, valid_from=None, seen=(LATER,), successors=())
        for each in after
        if each.exists_on(LATER)
    )
    merged = merge(after, Edition(LATER, listed))
    days = {each.key: (each.valid_from, each.valid_to, each.successors) for each in after}
    assert {e.key: (e.valid_from, e.valid_to, e.successors) for e in merged.areas} == days
    assert merged.changes == ()


def withdrawal_refused(areas, applied):
    with pytest.raises(PlanRefused) as caught:
        withdraw_plan(areas, applied)
    return caught.value.problems


def test_what_was_built_on_is_not_withdrawn():
    first, new = plan(ReformStep((A,), "160745001077", "Neu")), "160745001077"
    after = apply_plan(AREAS, first)
    second = apply_plan(after, ReformPlan(LATER, (ReformStep((new,), B),)))
    assert PlanProblem(Code.CHANGED_SINCE, new, "Neu") in withdrawal_refused(second, first)
    grown = apply_plan(after, ReformPlan(LATER, (ReformStep((C,), new),)))
    assert PlanProblem(Code.CEDES_SINCE, C, C, (new,)) in withdrawal_refused(grown, first)
    seen = tuple(replace(each, seen=(LATER,)) if each.key == A else each for each in after)
    assert withdrawal_refused(seen, first) == (PlanProblem(Code.IN_LATER_REGISTER, A, day=LATER),)
    assert PlanProblem(Code.AREA_GONE, new) in withdrawal_refused(AREAS, first)
    other = tuple(replace(each, name="Anders") if each.key == new else each for each in after)
    assert withdrawal_refused(other, first) == (PlanProblem(Code.AREAS_DIFFER),)


def test_the_plan_of_a_newer_register_is_what_the_register_changed(data):
    old = merge((), read_register(data / "gv100ad" / "GV100AD_30112023.txt", "16")).areas
    newer = read_register(data / "gv100ad" / "GV100AD_31082025.txt", "16")
    merged = merge(old, newer, known_reforms()).areas
    (made,) = register_plans(old, merged)
    assert made.day == date(2024, 1, 1)
    assert len(made.old) == 26
    assert len(made.successors("160645052055")) == 2  # Rodeberg
    after = apply_plan(old, made)
    assert withdraw_plan(after, made) == old
    assert merge(after, newer, known_reforms()).areas == merged
    assert merge(merge(after, newer, known_reforms()).areas, newer, known_reforms()).changes == ()


def test_a_verband_of_the_shipped_table_can_be_merged_and_given_back():
    areas = load_thueringen().areas
    made = ReformPlan(DAY, (ReformStep(("160745052",), "160745099", "Beispiel"),))
    after = apply_plan(areas, made)
    assert withdraw_plan(after, made) == tuple(sorted(areas, key=lambda each: each.key))
    assert {change.key for change in changed_areas(areas, after)} >= {"160745052", "160745099"}
