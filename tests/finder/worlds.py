"""Generated worlds: a small Thüringen with mergers, services with criteria, records, questions."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, PostalCode, Successor
from tlvwa.portal.finder.criteria import Criterion, CriterionKind
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.records import (
    ExpectedCoverage,
    Record,
    RecordEffect,
    Role,
    ServiceDefinition,
    Sphere,
)
from tlvwa.portal.finder.rulebook import RuleBook, compile_service

from .naive import STREETS, Naive

FIRST, LAST = date(2026, 1, 1), date(2026, 1, 8)
DAYS = [FIRST + timedelta(days=n) for n in range(8)]
ONE = timedelta(days=1)

EISENBERG, GOESEN = "160745052018", "160745052025"
ERFURT, FREE = "160510000000", "160740041041"
OTHER, NEW = "160755003007", "160755003900"
HIGHER = ("16", "16051", "16074", "160745052", "160740041", "16075", "160755003")
MUNICIPALITIES = (EISENBERG, GOESEN, ERFURT, FREE, OTHER, NEW)
CODES = ("07607", "07616")

days = st.sampled_from(DAYS)
maybe_day = st.none() | days
weighted_none = st.sampled_from([None, None, None, None])


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


def rarely(strategy):
    """Mostly None."""
    return st.integers(0, 5).flatmap(lambda n: strategy if n == 3 else st.none())


@st.composite
def gazetteers(draw):
    """Mergers and splits: a municipality may end and go into others, a new one may begin."""
    born = draw(rarely(days))
    areas = [Area(key, key, kind_of(key)) for key in HIGHER]
    for key in MUNICIPALITIES:
        start = born if key == NEW else None
        end, into = None, ()
        if key in (GOESEN, FREE):
            end = draw(rarely(days))
            targets = st.sampled_from([at for at in MUNICIPALITIES if at != key])
            into = draw(st.lists(targets, min_size=0, max_size=2, unique=True)) if end else ()
        links = tuple(Successor(at) for at in into)
        areas.append(
            Area(key, key, AreaLevel.GEMEINDE, valid_from=start, valid_to=end, successors=links)
        )
    rows = [
        PostalCode(
            code,
            tuple(
                draw(st.lists(st.sampled_from(MUNICIPALITIES), min_size=1, max_size=3, unique=True))
            ),
            tuple(draw(st.lists(st.sampled_from(["16051", "16074", "16075"]), max_size=1))),
            frozenset(
                draw(
                    st.sampled_from([(AreaLevel.GEMEINDE, AreaLevel.KREIS), (AreaLevel.KREIS,), ()])
                )
            ),
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
    "address": [STREETS[0], f"{STREETS[0]} 3", f"{STREETS[1]} 4", "*", f"{STREETS[0]} 1-5 odd"],
    "choice": ["x", "y", "z"],
    "second": ["in", "out"],
}
LEIKA = ("99001001001001", "99001001001000", "99001001000000")


AREA_KEYS = st.sampled_from(
    [*HIGHER, *MUNICIPALITIES, "00", "160510000", "16", "16", "16074", "16074", "160745052"]
)


@st.composite
def services(draw, criteria):
    """Three services that may be one another's parents, by key, by name, or in a circle."""
    found = {}
    for number, key in enumerate(LEIKA):
        uid = f"s{number}"
        keys = (key,) if draw(st.booleans()) else (draw(st.sampled_from(LEIKA)),)
        shown_from, shown_to = draw(rarely(days)), draw(rarely(days))
        found[uid] = ServiceDefinition(
            uid,
            keys if draw(st.integers(0, 3)) else (),
            draw(
                st.sampled_from([ExpectedCoverage.LAND, ExpectedCoverage.LAND, *ExpectedCoverage])
            ),
            tuple(draw(st.lists(AREA_KEYS, max_size=2))),
            criteria=tuple(CRITERIA[name] for name in criteria),
            parent=draw(rarely(st.sampled_from(["s0", "s1", "s2"]))) or "",
            shown_from=shown_from if number else None,
            shown_to=shown_to if number else None,
        )
    return found


@st.composite
def records(draw, number, criteria):
    name = draw(st.sampled_from(["", *criteria]))
    values = st.lists(st.sampled_from(VALUES.get(name, [""])), min_size=1, max_size=2, unique=True)
    effect = draw(
        st.sampled_from([RecordEffect.RULE] * 4 + [RecordEffect.NOT_OFFERED, RecordEffect.REFERRED])
    )
    target = draw(st.sampled_from(["a", "b", "c"]))
    return Record(
        f"r{number:02}",
        draw(st.sampled_from([Role.RESPONSIBLE] * 5 + [Role.CONTACT_POINT, Role.FORM])),
        effect,
        "" if effect == RecordEffect.NOT_OFFERED else target,
        target,
        draw(st.sampled_from(["", EISENBERG, "160745052", "160740041", "16051"])),
        draw(rarely(days)),
        draw(rarely(days)),
        name,
        tuple(draw(values)) if name else (),
        draw(st.sampled_from([Sphere.OWN, Sphere.NONE])),
        draw(st.integers(0, 9)) == 0,
        shown_from=draw(rarely(days)),
        shown_to=draw(rarely(days)),
    )


@st.composite
def worlds(draw, max_criteria=2):
    names = draw(st.lists(st.sampled_from(list(CRITERIA)), max_size=max_criteria, unique=True))
    if {"initial", "address"} <= set(names):
        names.remove("address")  # their specimens multiply
    gazetteer = draw(gazetteers())
    known = draw(services(names))
    rows = []
    for number in range(draw(st.integers(2, 9))):
        record = draw(records(number, names))
        uids = draw(st.sampled_from([["s0"]] * 3 + [["s1"], ["s1"], ["s2"], ["s0", "s1"]]))
        keys = draw(st.lists(AREA_KEYS, min_size=1, max_size=3))
        rows += [(uid, record, keys) for uid in uids]
    book = RuleBook(
        compile_service(
            service, [(r, keys) for uid, r, keys in rows if uid == service.uid], gazetteer
        )
        for service in known.values()
    )
    areas = st.sampled_from([*MUNICIPALITIES * 3, GOESEN, GOESEN, *HIGHER, "00"])
    place = draw(areas.map(Location.area) | st.sampled_from(CODES).map(Location.postal_code))
    facts = {
        name: draw(st.sampled_from(FACTS[name])) for name in names if draw(st.integers(0, 3)) == 0
    }
    naive = Naive(known, rows, gazetteer, FIRST - ONE, LAST + ONE + ONE)
    return World(naive, book, gazetteer, "s0", place, draw(days), draw(days), facts)
