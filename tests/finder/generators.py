"""Generated worlds: a small Thüringen with mergers, services with criteria, records, questions."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, PostalCode, Successor
from tlvwa.portal.finder.criteria import Criterion, CriterionKind
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.records import (
    Agreement,
    ExpectedCoverage,
    Record,
    RecordEffect,
    Role,
    ServiceDefinition,
    Sphere,
)
from tlvwa.portal.finder.rulebook import RuleBook, compile_service

from .naive import STREETS, TYPED, Naive

FIRST, LAST = date(2026, 1, 1), date(2026, 1, 8)
DAYS = [FIRST + timedelta(days=n) for n in range(8)]
ONE = timedelta(days=1)

EISENBERG, GOESEN = "160745052018", "160745052025"
ERFURT, FREE, ALONE = "160510000000", "160740041041", "160740041"
OTHER, NEW = "160755003007", "160755003900"
HIGHER = ("16", "16051", "16074", "160745052", "160740041", "16075", "160755003")
MUNICIPALITIES = (EISENBERG, GOESEN, ERFURT, FREE, OTHER, NEW)
CODES = ("07607", "07616")


def rarely(values):
    """One of the values, or five times as often None."""
    return st.sampled_from([*[None] * 5 * len(values), *values])


# Strategies that are drawn from again and again are made once: making one takes longer than a draw.
days = st.sampled_from(DAYS)
rare_day = rarely(DAYS)
often = st.integers(0, 3)
seldom = st.integers(0, 9)


@dataclass
class World:
    """One generated case: what there is, in both forms, and a question to it."""

    naive: Naive
    rulebook: RuleBook
    gazetteer: Gazetteer
    service: str
    place: Location
    day: date
    today: date
    facts: dict

    @property
    def question(self):
        return self.service, self.place, self.day, self.today


OTHERS = {
    key: st.lists(
        st.sampled_from([at for at in MUNICIPALITIES if at != key]),
        min_size=0,
        max_size=2,
        unique=True,
    )
    for key in (GOESEN, FREE)
}
CODE_MUNICIPALITIES = st.lists(st.sampled_from(MUNICIPALITIES), min_size=1, max_size=3, unique=True)
CODE_DISTRICTS = st.lists(st.sampled_from(["16051", "16074", "16075"]), max_size=1)
CODE_COMPLETE = st.sampled_from([(AreaLevel.GEMEINDE, AreaLevel.KREIS), (AreaLevel.KREIS,), ()])


@st.composite
def gazetteers(draw):
    """Mergers and splits: a municipality may end and go into others, a new one may begin."""
    born = draw(rare_day)
    areas = [Area(key, key, kind_of(key)) for key in HIGHER if key != ALONE]
    for key in MUNICIPALITIES:
        start = born if key == NEW else None
        end, into = None, ()
        if key in (GOESEN, FREE):
            end = draw(rare_day)
            into = draw(OTHERS[key]) if end else ()
        links = tuple(Successor(at) for at in into)
        areas.append(
            Area(key, key, AreaLevel.GEMEINDE, valid_from=start, valid_to=end, successors=links)
        )
        if key == FREE:  # one place under two keys begins and ends at once
            areas.append(Area(ALONE, ALONE, kind_of(ALONE), valid_to=end, successors=links))
    rows = [
        PostalCode(
            code,
            tuple(draw(CODE_MUNICIPALITIES)),
            tuple(draw(CODE_DISTRICTS)),
            frozenset(draw(CODE_COMPLETE)),
        )
        for code in CODES
    ]
    return Gazetteer(areas, (), rows)


def kind_of(key):
    return {2: AreaLevel.LAND, 5: AreaLevel.KREIS, 9: AreaLevel.VERBAND, 12: AreaLevel.GEMEINDE}[
        len(key)
    ]


CRITERIA = {
    "initial": Criterion("initial", "Name", CriterionKind.INITIAL),
    "address": Criterion("address", "Anschrift", CriterionKind.ADDRESS),
    "choice": Criterion("choice", "Art", CriterionKind.CHOICE, ("x", "y", "z")),
    "second": Criterion("second", "Ort", CriterionKind.CHOICE, ("in", "out")),
}
VALUES = {
    "initial": ["A-K", "L-Z", "S-Sch", "Sci-St", "A", "Su-Z", "Sc, T", "A-Z", "L-R"],
    "address": [
        *STREETS,
        *(
            f"{STREETS[0]} {numbers}"
            for numbers in ("1-5", "1-5 odd", "2-6 even", "6-", "odd", "4")
        ),
        f"{STREETS[1]} 3-",
    ],
    "choice": ["x", "y", "z"],
    "second": ["in", "out"],
}
FACTS = {
    "initial": ["A", "S", "Sch", "Su", "T", "Scz", "L–S", "A–Z"],
    "address": [
        STREETS[0],
        f"{STREETS[0]} 3",
        f"{STREETS[1]} 4",
        "*",
        f"{STREETS[0]} 1-5 odd",
        *TYPED,
    ],
    "choice": ["x", "y", "z"],
    "second": ["in", "out"],
}
LEIKA = ("99001001001001", "99001001001000", "99001001000000")


AREA_KEYS = st.sampled_from(
    [*HIGHER, *MUNICIPALITIES, "00", "160510000", "16", "16", "16074", "16074", "160745052"]
)
FEW_AREAS = st.lists(AREA_KEYS, max_size=2)
COVERAGES = st.sampled_from([ExpectedCoverage.LAND, ExpectedCoverage.LAND, *ExpectedCoverage])
KEYS = st.sampled_from(LEIKA)
PARENTS = rarely(["s0", "s1", "s2"])


@st.composite
def services(draw, criteria):
    """Three services that may be one another's parents, by key, by name, or in a circle."""
    found = {}
    for number, key in enumerate(LEIKA):
        uid = f"s{number}"
        keys = (key,) if draw(st.booleans()) else (draw(KEYS),)
        shown_from, shown_to = draw(rare_day), draw(rare_day)
        found[uid] = ServiceDefinition(
            uid,
            keys if draw(often) else (),
            draw(COVERAGES),
            tuple(draw(FEW_AREAS)),
            criteria=tuple(CRITERIA[name] for name in criteria),
            parent=draw(PARENTS) or "",
            shown_from=shown_from if number else None,
            shown_to=shown_to if number else None,
        )
    return found


VALUE_LISTS = {
    name: st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
    for name, values in VALUES.items()
}
EFFECTS = st.sampled_from(
    [RecordEffect.RULE] * 4 + [RecordEffect.NOT_OFFERED, RecordEffect.REFERRED]
)
TARGETS = st.sampled_from(["a", "b", "c"])
ROLES = st.sampled_from([Role.RESPONSIBLE] * 5 + [Role.CONTACT_POINT, Role.FORM])
ON_BEHALF = st.sampled_from(["", EISENBERG, "160745052", "160740041", "16051"])
AGREEMENTS = st.sampled_from([Agreement.NONE] * 6 + [Agreement.DELEGATING, Agreement.MANDATING])
SPHERES = st.sampled_from([Sphere.OWN, Sphere.NONE])


@st.composite
def records(draw, number, criteria):
    name = draw(st.sampled_from(["", *criteria]))
    effect = draw(EFFECTS)
    target = draw(TARGETS)
    return Record(
        f"r{number:02}",
        draw(ROLES),
        effect,
        "" if effect == RecordEffect.NOT_OFFERED else target,
        target,
        draw(ON_BEHALF),
        draw(rare_day),
        draw(rare_day),
        name,
        tuple(draw(VALUE_LISTS[name])) if name else (),
        draw(SPHERES),
        draw(seldom) == 0,
        confirmed_on=FIRST if draw(often) else None,
        checked_against="Amtsblatt",
        exceptions_possible=draw(seldom) == 0,
        known_since=draw(rare_day),
        agreement=draw(AGREEMENTS),
        principal=draw(TARGETS),
        principal_area=draw(ON_BEHALF),
        shown_from=draw(rare_day),
        shown_to=draw(rare_day),
    )


CRITERIA_NAMES = {
    most: st.lists(st.sampled_from(list(CRITERIA)), max_size=most, unique=True)
    for most in (0, 1, 2)
}
RECORD_COUNTS = st.integers(2, 9)
OF_SERVICES = st.sampled_from([["s0"]] * 3 + [["s1"], ["s1"], ["s2"], ["s0", "s1"]])
RECORD_AREAS = st.lists(AREA_KEYS, min_size=1, max_size=3)
PLACES = st.sampled_from([*MUNICIPALITIES * 3, GOESEN, GOESEN, *HIGHER, "00"]).map(
    Location.area
) | st.sampled_from(CODES).map(Location.postal_code)
KNOWN_FACTS = {name: st.sampled_from(facts) for name, facts in FACTS.items()}
GAZETTEERS = gazetteers()


@st.composite
def worlds(draw, max_criteria=2):
    names = draw(CRITERIA_NAMES[max_criteria])
    if {"initial", "address"} <= set(names):
        names.remove("address")  # their specimens multiply
    gazetteer = draw(GAZETTEERS)
    known = draw(services(names))
    rows = []
    for number in range(draw(RECORD_COUNTS)):
        record = draw(records(number, names))
        uids = draw(OF_SERVICES)
        keys = draw(RECORD_AREAS)
        rows += [(uid, record, keys) for uid in uids]
    book = RuleBook(
        compile_service(
            service, [(r, keys) for uid, r, keys in rows if uid == service.uid], gazetteer
        )
        for service in known.values()
    )
    place = draw(PLACES)
    facts = {name: draw(KNOWN_FACTS[name]) for name in names if draw(often) == 0}
    naive = Naive(known, rows, gazetteer, FIRST - ONE, LAST + ONE + ONE)
    return World(naive, book, gazetteer, "s0", place, draw(days), draw(days), facts)
