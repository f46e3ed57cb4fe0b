"""Payload of a responsibility: its record, services and areas."""

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.responsibility.schema import IResponsibility, Responsibility
from tlvwa.portal.content.texts import text, texts
from tlvwa.portal.finder.records import Agreement, Record, RecordEffect, Role, Sphere
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import ResponsibilityPayload


@implementer(IPayload)
@adapter(IResponsibility)
def responsibility_payload(responsibility: Responsibility) -> ResponsibilityPayload:
    """Return the record without what depends on its location (holder, publication)."""
    record = Record(
        id=responsibility.UID(),
        role=Role(responsibility.role or Role.RESPONSIBLE),
        effect=RecordEffect(responsibility.effect or RecordEffect.RULE),
        target=_target(responsibility),
        holder="",
        valid_from=responsibility.valid_from,
        valid_to=responsibility.valid_to,
        criterion=text(responsibility.criterion),
        values=texts(responsibility.values),
        sphere=Sphere(responsibility.sphere or "none"),
        legal_basis=text(responsibility.legal_basis),
        reason=text(responsibility.reason),
        confirmed_on=responsibility.confirmed_on,
        checked_against=text(responsibility.checked_against),
        source_date=responsibility.source_date,
        exceptions_possible=bool(responsibility.exceptions_possible),
        known_exceptions=text(responsibility.known_exceptions),
        known_since=responsibility.known_since,
        agreement=Agreement(responsibility.agreement or Agreement.NONE),
        principal=text(responsibility.principal),
        overlap_reason=text(responsibility.overlap_reason),
        overlap_until=responsibility.overlap_until,
    )
    return ResponsibilityPayload(
        record=record,
        services=tuple(responsibility.services or ()),
        areas=texts(responsibility.areas),
        example=bool(responsibility.example),
        area_status=text(responsibility.area_status),
    )


def _target(responsibility):
    """Return the UID that the record names; empty for the authority around it, or for nobody."""
    if responsibility.effect == RecordEffect.REFERRED:
        return text(responsibility.refers_to)
    if responsibility.role in (Role.ONLINE_SERVICE, Role.FORM):
        return text(responsibility.target)
    return ""
