"""Municipalities by the short names of their pages, and who answers for which service in one of them."""

from collections.abc import Mapping
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.office_row import Offices, offices_of
from tlvwa.portal.readmodels.daily import once_a_day
from tlvwa.portal.readmodels.snapshot import Snapshot


def municipalities_by_name(snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """Return the keys of today's municipalities by short name: „goesen“; of one name that of each apart.

    „neustadt“ leads to several, „neustadt-eichsfeld“ to one of them.
    """
    return once_a_day(_by_name, snapshot, today())


def short_name(snapshot: Snapshot, key: str) -> str:
    """Return the short name that leads to a municipality alone; empty if it does not exist today."""
    return once_a_day(_short_names, snapshot, today()).get(key, "")


def offices_by_service(snapshot: Snapshot, municipality: str, day: date) -> dict[str, Offices]:
    """Return the UIDs of the offices that answer for each public service in a municipality.

    Several where facts decide between them. Services without an office there are left out.
    """
    kernel, offices = snapshot.resolver.kernel, {}
    for uid, rules in snapshot.rulebook.services.items():
        if rules.service.shown_on(today()):
            decision = kernel.decide(uid, municipality, day, today())
            offices[uid] = offices_of(decision.state, decision)
    return {uid: named for uid, named in offices.items() if named}


def _by_name(snapshot: Snapshot, day: date) -> Mapping[str, tuple[str, ...]]:
    by_name: dict[str, list[str]] = {}
    for area in _municipalities(snapshot.gazetteer, day):
        by_name.setdefault(_slug(area.name), []).append(area.key)
    several = {name: keys for name, keys in by_name.items() if len(keys) > 1}
    apart = {
        f"{name}-{_district(snapshot.gazetteer, key)}": (key,)
        for name, keys in several.items()
        for key in keys
    }
    return {name: tuple(keys) for name, keys in by_name.items()} | apart


def _short_names(snapshot: Snapshot, day: date) -> Mapping[str, str]:
    return {
        keys[0]: name for name, keys in municipalities_by_name(snapshot).items() if len(keys) == 1
    }


def _municipalities(gazetteer: Gazetteer, day: date) -> list[Area]:
    areas = gazetteer.areas(AreaLevel.GEMEINDE)
    return sorted((area for area in areas if area.exists_on(day)), key=lambda area: area.key)


def _district(gazetteer: Gazetteer, key: str) -> str:
    districts = (area for area in gazetteer.path(key) if area.level is AreaLevel.KREIS)
    return next((_slug(area.name) for area in districts), key)


def _slug(name: str) -> str:
    return normalize_place(name).replace(" ", "-")
