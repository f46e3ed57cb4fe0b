"""One plain sentence for people: why this office is responsible at this place."""

from tlvwa.portal.answers.serializers.places import place_name
from tlvwa.portal.answers.texts import messages
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.answer import Status
from tlvwa.portal.finder.explanation import StepOutcome
from tlvwa.portal.finder.records import Role, Sphere

ASSOCIATION, ADMINISTERING = "54", "58"  # Textkennzeichen of a Verband: VG, erfüllende Gemeinde
TOWN = ", Stadt"
AT_LARGE = (AreaLevel.LAND, AreaLevel.BUND)


def why_sentence(models, answer):
    """Weil Sie in Gösen wohnen und Gösen von der Stadt Eisenberg mitverwaltet wird, ist zuständig: …

    Empty where there is not exactly one office.
    """
    won = winning_step(models, answer)
    if answer.status is not Status.ANSWERED or won is None:
        return ""
    service = models.nodes[answer.service].payload.definition
    place = place_name(models.gazetteer, answer)
    office = models.nodes[answer.offices[0].target].title
    clause = _clause(models.gazetteer, answer, won, place)
    return messages.because_text(service.place_of_reference, place, clause, office)


def winning_step(models, answer):
    """The step of the explanation whose record names the office; ``None`` where nothing won."""
    steps = models.resolver.explain(answer)
    return next(
        (
            step
            for step in steps
            if step.outcome is StepOutcome.WON and step.role is Role.RESPONSIBLE
        ),
        None,
    )


def _clause(gazetteer, answer, won, place):
    """What makes the rule hold at the place; empty where it is made for the place itself.

    Of a place that means several municipalities only what holds for all of them is told.
    """
    area = gazetteer.area(won.area)
    if area.kind is AreaLevel.BUND:
        return say(messages.IN_BUND)
    if area.kind is AreaLevel.LAND:
        return say(messages.IN_LAND, body=area.name)
    if len(answer.municipalities) != 1:
        return ""
    municipality = gazetteer.area(answer.municipalities[0])
    if area.kind is AreaLevel.GEMEINDE:
        return _own_clause(gazetteer, answer, won, municipality, place)
    message = _message(area, municipality)
    return say(message, place=place, body=area.name) if message else ""


def _own_clause(gazetteer, answer, won, municipality, place):
    """Of a rule that stands on the municipality itself: who else acts for it, or that it is a city."""
    verband = _verband(gazetteer, municipality)
    if answer.offices[0].on_behalf_of and verband is not None:
        message = _of_verband(verband, municipality)
        return say(message, place=place, body=verband.name) if message else ""
    is_city = gazetteer.canonical_key(municipality.key[:5]) == municipality.key
    own_task = won.record.sphere is Sphere.OWN
    return say(messages.IN_CITY, place=place) if is_city and not own_task else ""


def _verband(gazetteer, municipality):
    return next(
        (at for at in gazetteer.path(municipality.key) if at.kind is AreaLevel.VERBAND), None
    )


def _message(area, municipality):
    if area.kind is AreaLevel.VERBAND:
        return _of_verband(area, municipality)
    if area.kind is AreaLevel.KREIS:
        named = area.name.casefold().endswith("kreis")
        return messages.IN_NAMED_DISTRICT if named else messages.IN_DISTRICT
    return messages.IN_GOVERNMENT_REGION


def _of_verband(verband, municipality):
    """How a municipality belongs to a Verband; nothing for the one that administers the others."""
    if verband.text_mark == ASSOCIATION:
        return messages.IN_ASSOCIATION
    if verband.text_mark != ADMINISTERING or verband.name == municipality.name:
        return None
    is_town = verband.official_name.endswith(TOWN)
    return messages.BY_TOWN if is_town else messages.BY_MUNICIPALITY
