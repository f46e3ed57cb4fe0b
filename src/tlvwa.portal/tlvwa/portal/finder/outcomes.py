"""The outcome of decisions: offices and refusals, for whom offices act, and the fallback of a gap."""

from collections.abc import Mapping
from datetime import date
from itertools import chain

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import BUND, UnknownArea

from .answer import Fallback, FallbackKind, NamedOffice, Status
from .decision import SLOT, Decision, statements_of
from .kernel import Kernel
from .records import Agreement, ExpectedCoverage, Record, RecordEffect, Role, Sphere

_VERBAND_DIGITS = 9
_STATUS = {
    RecordEffect.RULE: Status.ANSWERED,
    RecordEffect.NOT_OFFERED: Status.NOT_OFFERED,
    RecordEffect.REFERRED: Status.REFERRED,
}


def answer_status(decision: Decision) -> Status:
    """The status of a decision without open facts (spec:candidates)."""
    statements = statements_of(decision.verdict.records[0])
    if len(statements) != 1:
        return Status.CANDIDATES if statements else Status.GAP
    ((effect, _),) = statements
    return _STATUS[effect]


class OutcomeBuilder:
    """Builds the outcome of decisions for one service on one day."""

    def __init__(self, kernel: Kernel, service: str, day: date, today: date) -> None:
        self._kernel, self._gazetteer = kernel, kernel.gazetteer
        self._rules = kernel.rulebook.services[service]
        self._service, self._day, self._today = service, day, today

    def named_offices(
        self, decisions: Mapping[str, Decision], role: Role
    ) -> tuple[NamedOffice, ...]:
        """The offices and refusals of decisions with the same answer in one role, each target once.

        An office acts on behalf of a municipality only if it does so for all of them.
        """
        slot = SLOT[role]
        offices: dict[tuple[RecordEffect, str], NamedOffice] = {}
        for municipality, decision in decisions.items():
            if not decision.verdict.records[slot]:
                continue
            derived = decision.verdict.origin[slot] > 0
            for record in decision.verdict.records[slot]:
                on_behalf_of = self._on_behalf_of(record, municipality)
                item = NamedOffice(record.target, record, role, on_behalf_of, derived)
                office = offices.setdefault(record.statement, item)
                if office is not item and (office.on_behalf_of != on_behalf_of or derived):
                    offices[record.statement] = _merge(office, item)
        return tuple(offices.values())

    def supervising(self, municipalities: tuple[str, ...]) -> tuple[NamedOffice, ...]:
        """The supervising authorities in the service's own records, each once (spec:supervising)."""
        ladders = [self._gazetteer.ancestors(key) for key in municipalities]
        places = ladders[0] if len(ladders) == 1 else dict.fromkeys(chain(*ladders))
        offices = {
            record.target: NamedOffice(record.target, record, record.role)
            for place in places
            for record in self._rules.records_by_area.get(place, ())
            if record.supervising and record.role is Role.RESPONSIBLE and self._is_public(record)
        }
        return tuple(offices.values())

    def fallback(self, municipalities: tuple[str, ...]) -> Fallback:
        """The first fallback that there is: federal office, service text, district, 115 (spec:gap)."""
        service = self._rules.service
        if service.coverage is not ExpectedCoverage.FEDERAL:
            for record in self._rules.records_by_area.get(BUND, ()):
                is_office = record.role is Role.RESPONSIBLE and record.effect is RecordEffect.RULE
                if is_office and not record.supervising and self._is_public(record):
                    return Fallback(FallbackKind.FEDERAL, authority=record.target, area=BUND)
        if service.has_fallback:
            return Fallback(FallbackKind.SERVICE, service=self._service)
        districts = {district_of(self._gazetteer, municipality) for municipality in municipalities}
        if len(districts) == 1 and "" not in districts:
            return Fallback(FallbackKind.DISTRICT, area=districts.pop())
        return Fallback(FallbackKind.CENTRAL_NUMBER)

    def _mandated_by(self, record: Record) -> str | None:
        """The area whose authority mandates the holder; None where the task itself has moved."""
        if record.agreement is not Agreement.MANDATING or not record.principal_area:
            return None
        try:
            return self._gazetteer.area(self._gazetteer.canonical_key(record.principal_area)).key
        except UnknownArea:
            return None

    def _is_public(self, record: Record) -> bool:
        return record.valid_on(self._day) and record.shown_on(self._today)

    def _own_places(self, area: str) -> set[str]:
        """The canonical key of an office's own area, and those of its successors on the day."""
        place = self._gazetteer.canonical_key(area)
        try:
            successors = self._gazetteer.successors_on(place, self._day)
        except UnknownArea:
            successors = ()
        return {place, *map(self._gazetteer.canonical_key, successors)}

    def _on_behalf_of(self, record: Record, municipality: str) -> str | None:
        """The municipality, if the office acts for it in the municipality's own sphere.

        That is so if the holder is known to be another body and the record is for the municipality
        itself or for its Verband (ThürKO §§ 47, 51). A holder without a known area acts for nobody.
        By an agreement it acts for the authority whose task it is, if the agreement says so. See
        spec:sphere, spec:agreement.
        """
        if record.agreement is not Agreement.NONE:
            return self._mandated_by(record)
        if not record.holder_area or record.sphere is not Sphere.OWN:
            return None
        own = self._gazetteer.canonical_key(municipality)
        if record.effect is not RecordEffect.RULE or own in self._own_places(record.holder_area):
            return None
        for place in self._gazetteer.ancestors(municipality):
            if len(place) < _VERBAND_DIGITS:
                break
            if self._kernel.has_record_at(record, self._service, place, self._today):
                return municipality
        return None


def district_of(gazetteer: Gazetteer, municipality: str) -> str:
    """The canonical key of the municipality's district (of a kreisfreie Stadt, its own), or ""."""
    place = gazetteer.canonical_key(municipality[:5])
    return place if place in gazetteer.ancestors(municipality) else ""


def _merge(first: NamedOffice, second: NamedOffice) -> NamedOffice:
    on_behalf_of = first.on_behalf_of if first.on_behalf_of == second.on_behalf_of else None
    return first._replace(on_behalf_of=on_behalf_of, derived=first.derived or second.derived)
