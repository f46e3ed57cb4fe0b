"""Answers for the console: asked in words, told in lines."""

from zope.globalrequest import getRequest

from tlvwa.portal.answers.queries.facts_in_words import facts_in_words
from tlvwa.portal.answers.queries.finder_query import answer_query
from tlvwa.portal.answers.queries.place_query import match_place
from tlvwa.portal.answers.queries.service_search import find_services
from tlvwa.portal.answers.serializers.answer import AnswerSerializer
from tlvwa.portal.answers.serializers.dissolved import dissolved_message
from tlvwa.portal.areas.dissolved import dissolved_area_by_name
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.finder.answer import Status
from tlvwa.portal.finder.errors import UnknownService
from tlvwa.portal.finder.explanation import StepOutcome
from tlvwa.portal.finder.locations import Location, LocationKind
from tlvwa.portal.readmodels.follower import site_snapshot

STATUS_TEXTS = {
    Status.ANSWERED: "Zuständig:",
    Status.CANDIDATES: "Mehrere Stellen kommen in Betracht:",
    Status.NOT_OFFERED: "Wird hier nicht angeboten.",
    Status.REFERRED: "Dafür ist eine andere Stelle da:",
    Status.GAP: "Keine zuständige Stelle eingetragen.",
}


class ConsoleAnswerSerializer(AnswerSerializer):
    """Serializes answers with the paths of objects, as the console names them."""

    def url_of(self, node):
        """The path of a node."""
        return node.path


def answer_from_words(service, place, day):
    """The answer (as ``@responsible`` gives it) to a service and a place in any wording.

    Raises LookupError, in German, where one of them is not known or can mean several things.
    """
    models = site_snapshot()
    where, name = _place(models, place, day)
    try:
        answer = answer_query(models, service, where, day)
    except UnknownService:
        uid = _service(models, service)
        answer = answer_query(models, uid, where, day, facts_in_words(models, uid, service))
    presented = ConsoleAnswerSerializer(models, getRequest()).answer(answer)
    return presented | {"became": presented["became"] or _former(models, name, where, day)}


def _former(models, name, place, day):
    """What became of the municipality of the past whose name was given; ``None`` for any other."""
    if not name or place.kind is not LocationKind.AREA:
        return None
    found = dissolved_area_by_name(models.gazetteer, name, place.code, day)
    return dissolved_message(found) if found else None


def _place(models, text, day):
    """The place, and the name by which it was found."""
    try:
        if not (text.isdecimal() and len(text) == len("07607")):
            return Location.area(models.gazetteer.parse_of_any_time(text).key), ""
    except AreaError:
        pass
    asked = match_place(models.gazetteer, text, day)
    if asked.location is not None:
        return asked.location, asked.name
    labels = "; ".join(f"{match.label}: {match.area.key}" for match in asked.matches)
    raise LookupError(f"{asked.reason} {labels}".rstrip())


def _service(models, text):
    found = find_services(models, text).documents
    if not found:
        raise LookupError(f"Eine Leistung „{text}“ ist nicht bekannt.")
    return found[0].uid


def answer_lines(answer):
    """The answer, told in lines."""
    service = answer["service"]
    yield f"{service['title'] if service else 'Leistung'}, {answer['place']['name']}, {answer['date']}"
    if answer["became"]:
        yield answer["became"]["text"]
    if answer["question"]:
        yield answer["question"]["label"]
        for option in answer["question"]["options"]:
            named = ", ".join(place["name"] for place in option["places"]) or option["label"]
            yield f"  - {named} ({_parameters(option['parameters'])})"
        return
    yield STATUS_TEXTS[answer["status"]]
    for office in answer["offices"]:
        yield f"  {office['title']}"
        if office["on_behalf_of"]:
            yield f"    {office['on_behalf_of']['text']}"
    for refusal in answer["refusals"]:
        yield f"  {refusal['reason']} {refusal['legal_basis']}".rstrip()
        if refusal["office"]:
            yield f"  {refusal['office']['title']}"
    if answer["fallback"]:
        yield f"  Weiter: {answer['fallback']['title']}"
    yield from _reasons(answer)
    for announcement in answer["announcements"]:
        yield announcement["text"]
    yield answer["permalink"]


def _parameters(parameters):
    return ", ".join(f"{name}={value}" for name, value in parameters.items())


def _reasons(answer):
    for step in answer["explanation"]:
        if step["outcome"] == StepOutcome.WON and step["legal_basis"]:
            yield f"  {step['reason']} {step['legal_basis']}"
