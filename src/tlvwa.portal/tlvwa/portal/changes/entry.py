"""A change as it is kept: identifiers and days, no words; what it concerns, so that it is found again."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

from tlvwa.portal.changes.comparison import PublicChange
from tlvwa.portal.changes.public_state import (
    AREA,
    AREA_PREFIX,
    AUTHORITY,
    RESPONSIBILITY,
    SERVICE,
    PublicState,
)

OFFICE_ROLES = ("01", "03")


class ChangeSubject(NamedTuple):
    """What somebody follows: the key of an area, the UIDs of a service and an authority, or some of them.

    Empty ones do not matter; with none, everything is followed.
    """

    area: str = ""
    service: str = ""
    authority: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """Those that are given, by the names they have in addresses."""
        return {name: value for name, value in self._asdict().items() if value}

    @property
    def code(self) -> str:
        """All in one text, which ``of`` reads."""
        return urlencode(self.parameters)

    @classmethod
    def of(cls, code: str) -> "ChangeSubject":
        """The subject of a code; what it does not know is left out."""
        given = {name: values[0] for name, values in parse_qs(code).items()}
        return cls(**{name: given.get(name, "") for name in cls._fields})


class ChangeEntry(NamedTuple):
    """One change that is told. Days and moments are in ISO 8601; see ``Change`` for the rest.

    ``services``, ``authorities`` and ``areas`` are all it concerns; ``named`` are the services that it
    names itself, in ``places``, where it is about a responsibility.
    """

    id: str
    noted: str
    uid: str
    thing: str
    kind: str
    effective: str
    fields: tuple[str, ...]
    services: tuple[str, ...]
    authorities: tuple[str, ...]
    areas: tuple[str, ...]
    named: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    effect: str = ""
    role: str = ""
    target: str = ""

    @property
    def subjects(self) -> Iterable[str]:
        """The codes under which it is found."""
        for name, values in (
            ("area", self.areas),
            ("service", self.services),
            ("authority", self.authorities),
        ):
            for value in values:
                yield f"{name}={value}"


class Relations:
    """Where services and authorities matter: where a public record says something of them."""

    def __init__(self, essences: Iterable[PublicState]) -> None:
        self._areas: dict[str, set[str]] = {}
        self._services: dict[str, set[str]] = {}
        for essence in essences:
            if essence.thing == RESPONSIBILITY:
                self._add(essence)

    def _add(self, essence: PublicState) -> None:
        areas, services = essence.texts("areas"), essence.texts("services")
        target = essence.text("target")
        for uid in (*services, target):
            self._areas.setdefault(uid, set()).update(areas)
        self._services.setdefault(target, set()).update(services)

    def areas(self, uid: str) -> set[str]:
        """The keys of the areas in which a service, an authority or an online service matters."""
        return self._areas.get(uid, set())

    def services(self, uid: str) -> set[str]:
        """The services for which an online service or a form is there."""
        return self._services.get(uid, set())


def entry_of(change: PublicChange, relations: Relations, moment: datetime) -> ChangeEntry:
    """A change as it is kept, noted at a moment."""
    noted = moment.isoformat(timespec="seconds")
    essence = change.essence
    services, authorities, areas = _concerned(change, relations)
    entry = ChangeEntry(
        id=_id(change, moment.date().isoformat()),
        noted=noted,
        uid=change.uid,
        thing=essence.thing,
        kind=change.kind.value,
        effective=change.effective.isoformat(),
        fields=change.fields,
        services=tuple(sorted(services)),
        authorities=tuple(sorted(filter(None, authorities))),
        areas=tuple(sorted(areas)),
    )
    if essence.thing != RESPONSIBILITY:
        return entry._replace(places=essence.texts("successors"))
    return entry._replace(
        named=essence.texts("services"),
        places=essence.texts("areas"),
        effect=essence.text("effect"),
        role=essence.text("role"),
        target=essence.text("target"),
    )


def _concerned(change: PublicChange, relations: Relations) -> tuple[set[str], set[str], set[str]]:
    """Services, authorities and areas that a change concerns, those of before among them."""
    uid, thing = change.uid, change.essence.thing
    if thing == RESPONSIBILITY:
        return _of_record(change.essence, change.before)
    if thing == AREA:
        return set(), set(), {uid.removeprefix(AREA_PREFIX), *change.essence.texts("successors")}
    areas = set(relations.areas(uid))
    if thing == SERVICE:
        return {uid}, set(), areas
    if thing == AUTHORITY:
        own = {each.text("area") for each in (change.essence, change.before)} - {""}
        return set(), {uid}, areas | own
    return set(relations.services(uid)), set(), areas


def _of_record(*essences: PublicState) -> tuple[set[str], set[str], set[str]]:
    services: set[str] = set()
    authorities: set[str] = set()
    areas: set[str] = set()
    for essence in essences:
        services.update(essence.texts("services"))
        areas.update(essence.texts("areas"))
        authorities.add(essence.text("holder"))
        if essence.text("role") in OFFICE_ROLES:
            authorities.add(essence.text("target"))
    return services, authorities, areas


def _id(change: PublicChange, day: str) -> str:
    """The same for the same change of a day, however often it is found."""
    told = (change.uid, change.kind.value, change.effective.isoformat(), day, *change.fields)
    return blake2b("|".join(told).encode(), digest_size=12).hexdigest()
