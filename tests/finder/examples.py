"""A piece of Thüringen with its real keys, and short ways to make rules for it."""

from datetime import date
from functools import partial

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, PostalCode, Successor
from tlvwa.portal.finder.criteria import Criterion, CriterionKind
from tlvwa.portal.finder.records import (
    ExpectedCoverage,
    Record,
    RecordEffect,
    Role,
    ServiceDefinition,
)
from tlvwa.portal.finder.resolver import Resolver
from tlvwa.portal.finder.rulebook import RuleBook, compile_service

DAY = date(2026, 11, 23)
LAND, KREIS, VERBAND = "16", "16074", "160745052"
EISENBERG, GOESEN = "160745052018", "160745052025"
ERFURT, ERFURT_KREIS = "160510000000", "16051"
APOLDA = "160710001001"
RODEBERG, DINGELSTAEDT, MUEHLHAUSEN = "160645052055", "160610118118", "160640046046"
HERRENHOF, GEORGENTHAL = "160675054036", "160675054092"
SPLIT_DAY = date(2024, 1, 1)  # Rodeberg is no more from this day
WHOLE = frozenset({AreaLevel.KREIS, AreaLevel.GEMEINDE})


def _area(key, name, **more):
    kinds = {2: AreaLevel.LAND, 5: AreaLevel.KREIS, 9: AreaLevel.VERBAND, 12: AreaLevel.GEMEINDE}
    return Area(key, name, kinds[len(key)], **more)


ENDED = date(2023, 12, 31)
GAZETTEER = Gazetteer(
    [
        _area("16", "Thüringen"),
        _area("16051", "Erfurt"),
        _area("16061", "Eichsfeld"),
        _area("16064", "Unstrut-Hainich-Kreis"),
        _area("16067", "Gotha"),
        _area("16071", "Weimarer Land"),
        _area("16074", "Saale-Holzland-Kreis"),
        _area("160745052", "Eisenberg"),
        _area("160710001", "Apolda"),
        _area(EISENBERG, "Eisenberg"),
        _area(GOESEN, "Gösen"),
        _area(ERFURT, "Erfurt"),
        _area(APOLDA, "Apolda"),
        _area(DINGELSTAEDT, "Dingelstädt"),
        _area(MUEHLHAUSEN, "Mühlhausen/Thüringen"),
        _area(
            RODEBERG,
            "Rodeberg",
            valid_to=ENDED,
            successors=(Successor(DINGELSTAEDT), Successor(MUEHLHAUSEN)),
        ),
        _area(HERRENHOF, "Herrenhof", valid_to=ENDED, successors=(Successor(GEORGENTHAL),)),
        _area(GEORGENTHAL, "Georgenthal"),
    ],
    postal_codes=[
        PostalCode("07607", (EISENBERG, GOESEN), ("16074",), WHOLE),
        PostalCode("99510", (APOLDA,), ("16071", "16074"), frozenset({AreaLevel.KREIS})),
    ],
)

NAME = Criterion("name", "Anfangsbuchstabe", CriterionKind.INITIAL)
ROAD = Criterion("road", "Straßenart", CriterionKind.CHOICE, ("Bundesstraße", "andere"))
ADDRESS = Criterion("address", "Anschrift", CriterionKind.ADDRESS)


CHECKED = {"confirmed_on": date(2026, 11, 1), "checked_against": "Hauptsatzung"}
UNCHECKED = {"confirmed_on": None, "checked_against": ""}


def rule(id, target, *areas, role=Role.RESPONSIBLE, effect=RecordEffect.RULE, **more):
    """A record with the areas it is for, checked against a source."""
    more = {"holder": target} | CHECKED | more
    return Record(id, role, effect, target, **more), areas


not_offered = partial(rule, effect=RecordEffect.NOT_OFFERED)
referred = partial(rule, effect=RecordEffect.REFERRED)


def service(uid="s", *keys, coverage=ExpectedCoverage.LAND, **more):
    return ServiceDefinition(uid, keys, coverage, **more)


def compiled(one, *rows):
    """The rules of a service with these records."""
    return compile_service(one, rows, GAZETTEER)


def book(*services):
    """A book of (service, records with areas …)."""
    return RuleBook(compiled(*one) for one in services)


def resolver(*rows, **more):
    """A resolver for one service "s" with these records."""
    return Resolver(GAZETTEER, book((service(**more), *rows)))


def ask(found, place, facts=None, uid="s", day=DAY, today=DAY):
    return found.answer(uid, place, day, today, facts or {})


def targets(outcomes):
    return [one.target for one in outcomes]
