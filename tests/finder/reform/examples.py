"""A few areas with reforms and records over them, by hand and generated."""

from datetime import date

from hypothesis import strategies as st

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel
from tlvwa.portal.areas.reforms.apply import apply_plan
from tlvwa.portal.areas.reforms.plan import ReformPlan, ReformStep, areas_by_key, plan_problems
from tlvwa.portal.finder.criteria import Criterion, CriterionKind
from tlvwa.portal.finder.records import (
    ExpectedCoverage,
    Record,
    RecordEffect,
    Role,
    ServiceDefinition,
)
from tlvwa.portal.finder.reform.area_transition import AreaTransition
from tlvwa.portal.finder.reform.rehearsal import Rehearsal
from tlvwa.portal.finder.reform.state import AssignedRecord, RuleState

DAY, EVE = date(2027, 1, 1), date(2026, 12, 31)
LAND, KREIS, OTHER_KREIS = "16", "16074", "16073"
FIRST, SECOND = "160745001", "160745002"  # Verbände
A, B, C = (f"{FIRST}00{n}" for n in (1, 2, 3))
D, FREE, FAR = f"{SECOND}004", "160740009009", "160730005005"
NEW, NEW_FREE, NEW_SECOND = f"{FIRST}077", "160740078078", f"{SECOND}079"
A_ALONE = "160740001001"  # A by its AGS, but in no Verband
MUNICIPALITIES = (A, B, C, D, FREE, FAR)
_KINDS = {2: AreaLevel.LAND, 5: AreaLevel.KREIS, 9: AreaLevel.VERBAND, 12: AreaLevel.GEMEINDE}
AREAS = tuple(
    Area(key, key, _KINDS[len(key)])
    for key in (LAND, KREIS, OTHER_KREIS, FIRST, SECOND, *MUNICIPALITIES)
)
WAY = Criterion("way", "Straßenart", CriterionKind.CHOICE, ("x", "y"))
SERVICES = {
    uid: ServiceDefinition(uid, coverage=ExpectedCoverage.LAND, criteria=(WAY,))
    for uid in ("s", "t")
}


def holding(uid, target, *areas, services=("s",), effect=RecordEffect.RULE, **more):
    """A record of the office ``target``."""
    record = Record(uid, more.pop("role", Role.RESPONSIBLE), effect, target, target, **more)
    return AssignedRecord(record, areas, services)


def rehearsal(steps, *holdings, staying=(), decided=None, areas=AREAS):
    """The rehearsal of a reform with these steps over some records."""
    world = RuleState(Gazetteer(areas), SERVICES, {each.record.id: each for each in holdings})
    after = Gazetteer(apply_plan(areas, ReformPlan(DAY, tuple(steps))))
    passage = AreaTransition(world.gazetteer, after, DAY)
    return Rehearsal(world, passage, EVE, tuple(staying), decided)


@st.composite
def made_steps(draw):
    """Steps that can be enacted: some municipalities go each into one or two others."""
    going = draw(st.lists(st.sampled_from(MUNICIPALITIES), unique=True, min_size=1, max_size=4))
    free = [key for key in MUNICIPALITIES if key not in going] + [
        NEW,
        NEW_FREE,
        NEW_SECOND,
        A_ALONE,
    ]
    into: dict[str, list[str]] = {}
    for key in going:
        for at in draw(st.lists(st.sampled_from(free), unique=True, min_size=1, max_size=2)):
            into.setdefault(at, []).append(key)
    steps = [
        ReformStep(tuple(old), key, "" if key in MUNICIPALITIES else "Neu")
        for key, old in into.items()
    ]
    wrong = plan_problems(ReformPlan(DAY, tuple(steps)), areas_by_key(AREAS))
    return [step for step in steps if not wrong] or [ReformStep((A, B), NEW, "Neu")]


@st.composite
def made_holdings(draw):
    """Records of three offices, some for one case only, some of other days or roles."""
    offices = {
        name: draw(st.sampled_from(["", LAND, KREIS, FIRST, SECOND, *MUNICIPALITIES]))
        for name in ("o", "p", "q")
    }
    found = []
    for number in range(draw(st.integers(1, 7))):
        office = draw(st.sampled_from(sorted(offices)))
        case = draw(st.sampled_from(["", "", "", "x", "y"]))
        found.append(
            holding(
                f"r{number}",
                office,
                *draw(
                    st.lists(
                        st.sampled_from([a.key for a in AREAS]), min_size=1, max_size=3, unique=True
                    )
                ),
                services=draw(st.sampled_from([("s",), ("t",), ("s", "t")])),
                holder_area=offices[office],
                role=draw(st.sampled_from([Role.RESPONSIBLE] * 4 + [Role.CONTACT_POINT])),
                effect=draw(st.sampled_from([RecordEffect.RULE] * 4 + [RecordEffect.NOT_OFFERED])),
                criterion="way" if case else "",
                values=(case,) if case else (),
                valid_to=draw(st.sampled_from([None] * 5 + [EVE, date(2027, 3, 1)])),
                supervising=draw(st.integers(0, 9)) == 0,
            )
        )
    return found
