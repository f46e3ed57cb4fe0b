"""The explanation in one plain sentence: why this office is responsible at this place."""

from tlvwa.portal.answers.texts import messages
from tlvwa.portal.answers.texts.place_names import place_name
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, TextMark
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.answer import Answer, Status
from tlvwa.portal.finder.explanation import ExplanationStep, StepOutcome, StepReason
from tlvwa.portal.finder.records import Role, Sphere
from tlvwa.portal.readmodels.payloads import ServicePayload, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot

TOWN = ", Stadt"


def why_sentence(snapshot: Snapshot, answer: Answer) -> str:
    """Return one sentence that says why an office is responsible; empty unless there is exactly one.

    „Weil Sie in Gösen wohnen und Gösen von der Stadt Eisenberg mitverwaltet wird, ist zuständig: …“
    """
    won = winning_step(snapshot, answer)
    if answer.status is not Status.ANSWERED or won is None or answer.service is None:
        return ""
    service = payload_of(snapshot.nodes[answer.service], ServicePayload).definition
    place = place_name(snapshot.gazetteer, answer)
    office = snapshot.nodes[answer.offices[0].target].title
    clause = _clause(snapshot, answer, won, place)
    return messages.because_text(service.place_of_reference, place, clause, office)


def winning_step(snapshot: Snapshot, answer: Answer) -> ExplanationStep | None:
    """Return the step of the explanation whose record names the office; ``None`` if nothing won."""
    steps = snapshot.resolver.explain(answer)
    return next(
        (
            step
            for step in steps
            if step.outcome is StepOutcome.WON and step.role is Role.RESPONSIBLE
        ),
        None,
    )


def _clause(snapshot: Snapshot, answer: Answer, won: ExplanationStep, place: str) -> str:
    """Return the clause that says why the rule applies at the place; empty for a rule of the place itself.

    If the location means several municipalities, only a rule of the Land or Bund has a clause: others
    might not apply to all of them.
    """
    gazetteer = snapshot.gazetteer
    area = gazetteer.area(won.area)
    if won.reason is StepReason.AGREEMENT:
        return _agreement_clause(snapshot, won)
    if area.level is AreaLevel.BUND:
        return say(messages.IN_BUND)
    if area.level is AreaLevel.LAND:
        return say(messages.IN_LAND, body=area.name)
    if len(answer.municipalities) != 1:
        return ""
    municipality = gazetteer.area(answer.municipalities[0])
    if area.level is AreaLevel.GEMEINDE:
        return _own_clause(gazetteer, answer, won, municipality, place)
    message = _message(area, municipality)
    return say(message, place=place, body=area.name) if message else ""


def _agreement_clause(snapshot: Snapshot, won: ExplanationStep) -> str:
    """Return the clause for a task that an agreement gives to the office; empty without a principal."""
    uid = won.record.principal if won.record is not None else ""
    if not uid or not snapshot.is_public(uid, today()):
        return ""
    return say(messages.BY_AGREEMENT, body=snapshot.nodes[uid].title)


def _own_clause(
    gazetteer: Gazetteer, answer: Answer, won: ExplanationStep, municipality: Area, place: str
) -> str:
    """Return the clause for a rule of the municipality itself: who acts for it, or that it is a city."""
    verband = _verband(gazetteer, municipality)
    if answer.offices[0].on_behalf_of and verband is not None:
        message = _of_verband(verband, municipality)
        return say(message, place=place, body=verband.name) if message else ""
    is_city = gazetteer.canonical_key(municipality.key[:5]) == municipality.key
    own_task = won.record is not None and won.record.sphere is Sphere.OWN
    return say(messages.IN_CITY, place=place) if is_city and not own_task else ""


def _verband(gazetteer: Gazetteer, municipality: Area) -> Area | None:
    return next(
        (area for area in gazetteer.path(municipality.key) if area.level is AreaLevel.VERBAND), None
    )


def _message(area: Area, municipality: Area) -> str | None:
    if area.level is AreaLevel.VERBAND:
        return _of_verband(area, municipality)
    if area.level is AreaLevel.KREIS:
        named = area.name.casefold().endswith("kreis")
        return messages.IN_NAMED_DISTRICT if named else messages.IN_DISTRICT
    return messages.IN_GOVERNMENT_REGION


def _of_verband(verband: Area, municipality: Area) -> str | None:
    """Return how a municipality belongs to a Verband; ``None`` for the one that administers the others."""
    if verband.text_mark == TextMark.VERWALTUNGSGEMEINSCHAFT:
        return messages.IN_ASSOCIATION
    if verband.text_mark != TextMark.ERFUELLENDE_GEMEINDE or verband.name == municipality.name:
        return None
    is_town = verband.official_name.endswith(TOWN)
    return messages.BY_TOWN if is_town else messages.BY_MUNICIPALITY
