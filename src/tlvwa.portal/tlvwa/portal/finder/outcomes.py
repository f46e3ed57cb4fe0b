"""From a decision to what an answer names: offices, for whom they act, and the way on."""

from collections.abc import Mapping
from datetime import date
from itertools import chain

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import BUND, UnknownArea

from .answer import Fallback, FallbackKind, NamedOffice, Status
from .decision import SLOT, Decision, said
from .kernel import Kernel
from .records import ExpectedCoverage, Record, RecordEffect, Role, Sphere

_VERBAND_DIGITS = 9
_STATUS = {
    RecordEffect.RULE: Status.ANSWERED,
    RecordEffect.NOT_OFFERED: Status.NOT_OFFERED,
    RecordEffect.REFERRED: Status.REFERRED,
}


def answer_status(decision: Decision) -> Status:
    """How a decision without open facts answers; whether it is derived is told beside (spec:candidates)."""
    saying = said(decision.verdict.won[0])
    if len(saying) != 1:
        return Status.CANDIDATES if saying else Status.GAP
    ((effect, _),) = saying
    return _STATUS[effect]


class OutcomeBuilder:
    """Names what decisions for one service on one day come to."""

    def __init__(self, kernel: Kernel, service: str, day: date, today: date) -> None:
        self._kernel, self._gazetteer = kernel, kernel.gazetteer
        self._rules = kernel.rulebook.services[service]
        self._service, self._day, self._today = service, day, today

    def outcomes(self, decisions: Mapping[str, Decision], role: Role) -> tuple[NamedOffice, ...]:
        """What the decisions, all with the same answer, name in one role, each target once.

        An office acts on behalf of a municipality only if it does so wherever it answers.
        """
        slot = SLOT[role]
        found: dict[tuple[RecordEffect, str], NamedOffice] = {}
        for municipality, decision in decisions.items():
            if not decision.verdict.won[slot]:
                continue
            derived = decision.verdict.origin[slot] > 0
            for record in decision.verdict.won[slot]:
                behalf = self._on_behalf_of(record, municipality)
                item = NamedOffice(record.target, record, role, behalf, derived)
                known = found.setdefault(record.says, item)
                if known is not item and (known.on_behalf_of != behalf or derived):
                    found[record.says] = _merged(known, item)
        return tuple(found.values())

    def supervising(self, municipalities: tuple[str, ...]) -> tuple[NamedOffice, ...]:
        """The supervising authorities that the service's own records name, each once (spec:supervising)."""
        ladders = [self._gazetteer.ancestors(key) for key in municipalities]
        places = ladders[0] if len(ladders) == 1 else dict.fromkeys(chain(*ladders))
        found = {
            record.target: NamedOffice(record.target, record, record.role)
            for place in places
            for record in self._rules.by_place.get(place, ())
            if record.supervising and record.role is Role.RESPONSIBLE and self._is_public(record)
        }
        return tuple(found.values())

    def fallback(self, municipalities: tuple[str, ...]) -> Fallback:
        """The way on: the Bund's office, the service's text, the district, the number 115 (spec:gap)."""
        service = self._rules.service
        if service.coverage is not ExpectedCoverage.FEDERAL:
            for record in self._rules.by_place.get(BUND, ()):
                answers = record.role is Role.RESPONSIBLE and record.effect is RecordEffect.RULE
                if answers and not record.supervising and self._is_public(record):
                    return Fallback(FallbackKind.FEDERAL, authority=record.target, area=BUND)
        if service.has_fallback:
            return Fallback(FallbackKind.SERVICE, service=self._service)
        districts = {district_of(self._gazetteer, at) for at in municipalities}
        if len(districts) == 1 and "" not in districts:
            return Fallback(FallbackKind.DISTRICT, area=districts.pop())
        return Fallback(FallbackKind.CENTRAL_NUMBER)

    def _is_public(self, record: Record) -> bool:
        return record.valid_on(self._day) and record.shown_on(self._today)

    def _own_places(self, area: str) -> set[str]:
        """The place of an office's own area and, where that is of another day, what stands for it."""
        place = self._gazetteer.canonical_key(area)
        try:
            standing = self._gazetteer.successors_on(place, self._day)
        except UnknownArea:
            standing = ()
        return {place, *map(self._gazetteer.canonical_key, standing)}

    def _on_behalf_of(self, record: Record, municipality: str) -> str | None:
        """The municipality, if the office acts for it in its own sphere (ThürKO §§ 47, 51).

        That is where the holder is known to be another body, and the record stands on the
        municipality itself or on its Verband. Whose area is not known acts for nobody. See spec:sphere.
        """
        if not record.holder_area or record.sphere is not Sphere.OWN:
            return None
        own = self._gazetteer.canonical_key(municipality)
        if record.effect is not RecordEffect.RULE or own in self._own_places(record.holder_area):
            return None
        for place in self._gazetteer.ancestors(municipality):
            if len(place) < _VERBAND_DIGITS:
                break
            if self._kernel.stands_on(record, self._service, place, self._today):
                return municipality
        return None


def district_of(gazetteer: Gazetteer, municipality: str) -> str:
    """The place that is the municipality's district (a kreisfreie Stadt itself), or ""."""
    place = gazetteer.canonical_key(municipality[:5])
    return place if place in gazetteer.ancestors(municipality) else ""


def _merged(one: NamedOffice, other: NamedOffice) -> NamedOffice:
    behalf = one.on_behalf_of if one.on_behalf_of == other.on_behalf_of else None
    return one._replace(on_behalf_of=behalf, derived=one.derived or other.derived)
