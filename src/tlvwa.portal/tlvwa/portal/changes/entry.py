"""Change entries: changes as they are stored, with identifiers and days, and without texts."""

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
from tlvwa.portal.finder.records import Role

OFFICE_ROLES = (Role.RESPONSIBLE, Role.CONTACT_POINT)


class ChangeSubject(NamedTuple):
    """What somebody follows: the key of an area, the UID of a service, that of an authority, or several.

    Empty ones do not restrict; without any, everything is followed.
    """

    area: str = ""
    service: str = ""
    authority: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """The values that are set, by their parameters in addresses."""
        return {name: value for name, value in self._asdict().items() if value}

    @property
    def code(self) -> str:
        """The subject as one text, which ``of`` reads."""
        return urlencode(self.parameters)

    @classmethod
    def of(cls, code: str) -> "ChangeSubject":
        """Read a subject from its code; unknown names are left out."""
        parameters = {name: values[0] for name, values in parse_qs(code).items()}
        return cls(**{name: parameters.get(name, "") for name in cls._fields})


class ChangeEntry(NamedTuple):
    """One stored change. Days and times are in ISO 8601; see ``PublicChange`` for the other values.

    ``services``, ``authorities`` and ``areas`` are all that the change concerns. Of a responsibility
    ``named`` are the services that it names and ``places`` its areas.
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
        """The codes of the subjects under which the entry is found."""
        for name, values in (
            ("area", self.areas),
            ("service", self.services),
            ("authority", self.authorities),
        ):
            for value in values:
                yield f"{name}={value}"


class Relations:
    """What public records connect: services, authorities and online services with areas and services."""

    def __init__(self, states: Iterable[PublicState]) -> None:
        self._areas: dict[str, set[str]] = {}
        self._services: dict[str, set[str]] = {}
        for state in states:
            if state.thing == RESPONSIBILITY:
                self._add(state)

    def _add(self, state: PublicState) -> None:
        areas, services = state.texts("areas"), state.texts("services")
        target = state.text("target")
        for uid in (*services, target):
            self._areas.setdefault(uid, set()).update(areas)
        self._services.setdefault(target, set()).update(services)

    def areas(self, uid: str) -> set[str]:
        """Return the keys of the areas in which records name a service, authority or online service."""
        return self._areas.get(uid, set())

    def services(self, uid: str) -> set[str]:
        """Return the services for which records name an online service or a form."""
        return self._services.get(uid, set())


def entry_of(change: PublicChange, relations: Relations, moment: datetime) -> ChangeEntry:
    """Return the entry for a change that was noted at ``moment``."""
    noted = moment.isoformat(timespec="seconds")
    state = change.state
    services, authorities, areas = _concerned(change, relations)
    entry = ChangeEntry(
        id=_id(change, moment.date().isoformat()),
        noted=noted,
        uid=change.uid,
        thing=state.thing,
        kind=change.kind.value,
        effective=change.effective.isoformat(),
        fields=change.fields,
        services=tuple(sorted(services)),
        authorities=tuple(sorted(filter(None, authorities))),
        areas=tuple(sorted(areas)),
    )
    if state.thing != RESPONSIBILITY:
        return entry._replace(places=state.texts("successors"))
    return entry._replace(
        named=state.texts("services"),
        places=state.texts("areas"),
        effect=state.text("effect"),
        role=state.text("role"),
        target=state.text("target"),
    )


def _concerned(change: PublicChange, relations: Relations) -> tuple[set[str], set[str], set[str]]:
    """Return the services, authorities and areas that a change concerns, before or after it."""
    uid, thing = change.uid, change.state.thing
    if thing == RESPONSIBILITY:
        return _of_record(change.state, change.before)
    if thing == AREA:
        return set(), set(), {uid.removeprefix(AREA_PREFIX), *change.state.texts("successors")}
    areas = set(relations.areas(uid))
    if thing == SERVICE:
        return {uid}, set(), areas
    if thing == AUTHORITY:
        own = {state.text("area") for state in (change.state, change.before)} - {""}
        return set(), {uid}, areas | own
    return set(relations.services(uid)), set(), areas


def _of_record(*states: PublicState) -> tuple[set[str], set[str], set[str]]:
    services: set[str] = set()
    authorities: set[str] = set()
    areas: set[str] = set()
    for state in states:
        services.update(state.texts("services"))
        areas.update(state.texts("areas"))
        authorities.add(state.text("holder"))
        if state.text("role") in OFFICE_ROLES:
            authorities.add(state.text("target"))
    return services, authorities, areas


def _id(change: PublicChange, day: str) -> str:
    """Return an id that is the same for the same change of a day, however often it is detected."""
    parts = (change.uid, change.kind.value, change.effective.isoformat(), day, *change.fields)
    return blake2b("|".join(parts).encode(), digest_size=12).hexdigest()
