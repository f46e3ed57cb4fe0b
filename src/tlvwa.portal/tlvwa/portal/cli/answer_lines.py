"""Answers for the console: asked for in words, printed in lines."""

from zope.globalrequest import getRequest

from tlvwa.portal.answers.pages.finder.criterion import DOUBTS
from tlvwa.portal.answers.queries.facts_in_words import facts_in_words
from tlvwa.portal.answers.queries.finder_query import answer_query
from tlvwa.portal.answers.queries.place_query import match_place
from tlvwa.portal.answers.queries.service_search import find_services
from tlvwa.portal.answers.serializers.answer import AnswerSerializer
from tlvwa.portal.answers.serializers.dissolved import dissolved_message
from tlvwa.portal.areas.dissolved import dissolved_area_by_name
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.answer import Doubt, Status
from tlvwa.portal.finder.errors import UnknownService
from tlvwa.portal.finder.explanation import StepOutcome, StepReason
from tlvwa.portal.finder.locations import Location, LocationKind
from tlvwa.portal.readmodels.follower import site_snapshot

# Where a person would be asked back.
UNCLEAR = (
    PlaceCertainty.SEVERAL,
    PlaceCertainty.UNSURE,
    PlaceCertainty.CONTRADICTION,
    PlaceCertainty.SIMILAR,
)
STATUS_TEXTS = {
    Status.ANSWERED: "Zuständig:",
    Status.CANDIDATES: "Mehrere Stellen kommen in Betracht:",
    Status.NOT_OFFERED: "Wird hier nicht angeboten.",
    Status.REFERRED: "Dafür ist eine andere Stelle da:",
    Status.GAP: "Keine zuständige Stelle eingetragen.",
}
UNKNOWN = "Wer zuständig ist, ist noch nicht bekannt."


class ConsoleAnswerSerializer(AnswerSerializer):
    """Serializes answers with the paths of objects, as the console names them."""

    def url_of(self, node):
        """The path of a node."""
        return node.path


class UnclearPlace(LookupError):
    """A place can mean several things, or what is said of it contradicts itself."""


def answer_from_words(service, place, day, facts=None):
    """The answer (as ``@responsible`` gives it) to a service and a place in any wording.

    ``facts`` are replies by the names of criteria. Raises LookupError, in German, where service or
    place is not known, UnclearPlace where it can mean several things, and CriterionError.
    """
    snapshot = site_snapshot()
    where, name = _place(snapshot, place, day)
    try:
        answer = answer_query(snapshot, service, where, day, facts)
    except UnknownService:
        uid = _service(snapshot, service)
        known = facts_in_words(snapshot, uid, service) | (facts or {})
        answer = answer_query(snapshot, uid, where, day, known)
    entry = ConsoleAnswerSerializer(snapshot, getRequest()).answer(answer)
    return entry | {"became": entry["became"] or _dissolved(snapshot, name, where, day)}


def _dissolved(snapshot, name, place, day):
    """What became of the municipality of the past whose name was given; ``None`` for any other."""
    if not name or place.kind is not LocationKind.AREA:
        return None
    dissolved = dissolved_area_by_name(snapshot.gazetteer, name, place.code, day)
    return dissolved_message(dissolved) if dissolved else None


def _place(snapshot, text, day):
    """The place, and the name by which it was found."""
    try:
        if not (text.isdecimal() and len(text) == len("07607")):
            return Location.area(snapshot.gazetteer.parse_of_any_time(text).key), ""
    except AreaError:
        pass
    place_match = match_place(snapshot.gazetteer, text, day)
    if place_match.location is not None:
        return place_match.location, place_match.name
    labels = "; ".join(f"{match.label}: {match.area.key}" for match in place_match.matches)
    kind = UnclearPlace if place_match.reading.certainty in UNCLEAR else LookupError
    raise kind(f"{place_match.reason} {labels}".rstrip())


def _service(snapshot, text):
    services = find_services(snapshot, text).documents
    if not services:
        raise LookupError(f"Eine Leistung „{text}“ ist nicht bekannt.")
    return services[0].uid


def answer_lines(answer):
    """The lines that show an answer."""
    service = answer["service"]
    yield f"{service['title'] if service else 'Leistung'}, {answer['place']['name']}, {answer['date']}"
    if answer["became"]:
        yield answer["became"]["text"]
    if answer["question"]:
        yield from _question_lines(answer["question"])
        return
    codes = {step["code"] for step in answer["explanation"]}
    yield UNKNOWN if StepReason.UNKNOWN_SUCCESSOR in codes else STATUS_TEXTS[answer["status"]]
    for office in answer["offices"]:
        yield f"  {office['title']}"
        if office["on_behalf_of"]:
            yield f"    {office['on_behalf_of']['text']}"
    yield from _doubts(answer)
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


def _doubts(answer):
    if answer["certainty"]:
        yield f"  {answer['certainty']['text']}"
    known_since = answer["valid"]["known_since"]
    if known_since and answer["date"] < known_since:
        yield f"  So viel wissen wir: seit {known_since}."


def _question_lines(question):
    """The question, why a reply did not decide it, and the replies that do."""
    yield question["label"]
    if question["doubt"]:
        yield say(DOUBTS[Doubt(question["doubt"])])
    for option in question["options"]:
        names = ", ".join(place["name"] for place in option["places"]) or option["label"]
        yield f"  - {names} ({_parameters(option['parameters'])})"


def _parameters(parameters):
    return ", ".join(f"{name}={value}" for name, value in parameters.items())


def _reasons(answer):
    for step in answer["explanation"]:
        if step["outcome"] == StepOutcome.WON and step["legal_basis"]:
            yield f"  {step['reason']} {step['legal_basis']}"
