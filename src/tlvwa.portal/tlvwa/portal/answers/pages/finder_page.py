"""What the pages of the finder show of a result: titles, the question, the answer and its reason in words."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TypedDict
from urllib.parse import urlencode

from zope.component import getMultiAdapter
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.answers.interfaces import IAnswerSerializer
from tlvwa.portal.answers.pages.no_results_help import NoResultsHelp, TopicLink
from tlvwa.portal.answers.pages.office import OfficeCard
from tlvwa.portal.answers.pages.other_authorities import own_authority
from tlvwa.portal.answers.pages.place_groups import PlaceGroup, PlaceLink, place_groups
from tlvwa.portal.answers.pages.service_results import ServiceResults, ServiceRow, plain_row
from tlvwa.portal.answers.pages.site_results import AUTHORITY, ResultRow, SiteResults
from tlvwa.portal.answers.queries.facts_in_words import facts_in_words
from tlvwa.portal.answers.queries.finder_query import FACT, FinderQuery, location_parameter
from tlvwa.portal.answers.queries.finder_result import FinderResult, find
from tlvwa.portal.answers.queries.service_search import ServiceFilters
from tlvwa.portal.answers.serializers.answer import AnswerSerializer, answer_parameters
from tlvwa.portal.answers.serializers.dissolved import dissolved_entry, dissolved_text
from tlvwa.portal.answers.serializers.entries import (
    AnnouncementEntry,
    AnswerEntry,
    OfficeEntry,
    QuestionEntry,
    StepEntry,
)
from tlvwa.portal.answers.serializers.places import place_name
from tlvwa.portal.answers.texts import messages
from tlvwa.portal.answers.texts.explanation import why_sentence
from tlvwa.portal.answers.texts.local_texts import LocalTexts, local_texts
from tlvwa.portal.answers.texts.localized import LocalizedService, localize
from tlvwa.portal.answers.texts.place_messages import WayOn, ways_elsewhere, ways_on
from tlvwa.portal.areas.lookup.name_index import AreaMatch
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, content_language, say
from tlvwa.portal.common.urls import (
    changes_url,
    feed_links,
    finder_url,
    other_authorities_url,
    reason_url,
    root_url,
    url_of,
    with_query,
)
from tlvwa.portal.finder.answer import Answer, Status
from tlvwa.portal.finder.explanation import StepOutcome
from tlvwa.portal.finder.locations import Location, LocationKind
from tlvwa.portal.finder.records import Role
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import Node, ServicePayload, payload_of

MOST_AUTHORITIES = 3
STATUS_TEXTS = {
    Status.CANDIDATES: _("Hier kommen mehrere Stellen in Betracht"),
    Status.NOT_OFFERED: _("Diese Leistung wird hier nicht angeboten"),
    Status.REFERRED: _("Dafür ist eine andere Stelle da"),
    Status.GAP: _("Für diesen Ort ist keine zuständige Stelle eingetragen"),
}
SEVERAL_OF_CODE = _("Zur Postleitzahl ${code} gehören mehrere Gemeinden. Welche ist es?")
WHERE_NOW = _("${name} gibt es so nicht mehr. In welcher Gemeinde liegt Ihr Ort an diesem Tag?")
VALID_BETWEEN = _("Diese Antwort gilt vom ${first} bis zum ${last}.")


class KnownReply(TypedDict):
    """A reply that is known already, with the address that asks again."""

    label: str
    reply: str
    url: str


class HiddenField(TypedDict):
    """What a form sends on."""

    name: str
    value: str


class ShownOffice(TypedDict):
    """An office of the answer, and for whom it acts."""

    office: OfficeCard
    on_behalf_of: str
    example: bool


class Announcement(TypedDict):
    """What changes, and the address of the answer on a day on which it is so."""

    text: str
    day: str
    url: str


def finder_page(request: HTTPRequest, service: str = "") -> "FinderPage":
    """The page's view of what a request asks of the finder; ``service`` is that of the service's own page.

    An answer that rests on something personal is kept out of caches.
    """
    result = find(FinderQuery.from_request(request, service), site_snapshot())
    if result.is_personal or result.query.is_posted:
        request.response.setHeader("Cache-Control", "no-store")
    return FinderPage(result, request)


class FinderPage:
    """The result of a query to the finder, in the words and addresses of a page."""

    def __init__(self, result: FinderResult, request: HTTPRequest) -> None:
        self.result = result
        self.request = request
        self.snapshot = result.snapshot

    @property
    def query(self) -> str:
        """What the field *Was?* shows."""
        return self.result.words

    @property
    def where(self) -> str:
        """What the field *Wo?* shows."""
        return self.result.where

    @property
    def topic(self) -> str:
        """The code of the topic that filters services."""
        return self.result.query.topic

    @property
    def audience(self) -> str:
        """The code of the audience that filters services."""
        return self.result.query.audience

    @property
    def day(self) -> date:
        """The day asked for."""
        return self.result.day

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        return self.result.errors

    @property
    def service(self) -> Node | None:
        """The node of the service asked for, or ``None``."""
        return self.result.service

    @property
    def location(self) -> Location | None:
        """The place asked for, or ``None``."""
        return self.result.location

    @property
    def places(self) -> tuple[AreaMatch, ...]:
        """The places to choose from."""
        return self.result.matches

    @property
    def places_reason(self) -> str:
        """Why there are several places to choose from."""
        return self.result.places_reason

    @property
    def searches(self) -> bool:
        """Whether services are sought."""
        return self.result.searches

    @cached_property
    def serializer(self) -> AnswerSerializer:
        """Serializes answers for the current request."""
        serializer: AnswerSerializer = getMultiAdapter(
            (self.snapshot, self.request), IAnswerSerializer
        )
        return serializer

    @cached_property
    def answer(self) -> AnswerEntry | None:
        """The answer in the shape of ``@responsible``; ``None`` where there is none yet."""
        answer = self.result.answer
        return self.serializer.answer(answer) if answer else None

    @property
    def _answer(self) -> Answer:
        """The answer, for what is shown only where there is one."""
        assert self.result.answer is not None
        return self.result.answer

    @property
    def _entry(self) -> AnswerEntry:
        """The same in the shape of ``@responsible``."""
        assert self.answer is not None
        return self.answer

    @property
    def _question(self) -> QuestionEntry:
        """The question, for what is shown only where there is one."""
        question = self._entry["question"]
        assert question is not None
        return question

    @cached_property
    def local(self) -> LocalTexts:
        """The local texts of the service at the place, or of the whole Land where no place is given."""
        if self.service is None:
            return LocalTexts()
        return local_texts(self.snapshot, self.service.uid, self.result.location_or_land, self.day)

    @cached_property
    def found(self) -> ServiceResults | None:
        """The services that the words and filters find; ``None`` where none are sought."""
        if self.service is not None or len(self.result.sharing) > 1 or not self.searches:
            return None
        query = self.result.query
        filters = ServiceFilters(
            audience=query.audience,
            topic=query.topic,
            online=query.online or None,
            object=query.object,
        )
        return ServiceResults(
            self.snapshot,
            self.query,
            filters,
            self.search_url,
            self._service_url,
            exact=query.exact,
            start=query.start,
        )

    @cached_property
    def results(self) -> list[ServiceRow]:
        """The services to choose from: those found, or those that share the LeiKa key asked for."""
        if self.service is None and len(self.result.sharing) > 1:
            rows = [plain_row(self.snapshot, uid, self._service_url) for uid in self.result.sharing]
            return sorted(rows, key=lambda row: row["title"].casefold())
        return self.found.rows if self.found else []

    def _service_url(self, uid: str) -> str:
        return self.state_url(service=uid, **self._facts_in_words(uid))

    def _facts_in_words(self, uid: str) -> dict[str, str]:
        """The replies that the words of the search already give, as parameters of an address."""
        facts = facts_in_words(self.snapshot, uid, self.query)
        return {FACT + name: value for name, value in facts.items()}

    @property
    def _place_parameter(self) -> dict[str, str]:
        """The place as the parameter that names it: ``{"area": key}``, ``{"postal_code": code}`` or empty."""
        return {} if self.location is None else location_parameter(self.location)

    @property
    def _date_parameter(self) -> str:
        """The day as it stands in an address; empty for today."""
        return self.day.isoformat() if self.day != today() else ""

    @property
    def _fact_parameters(self) -> dict[str, str]:
        return {FACT + name: str(value) for name, value in self.result.shareable_facts.items()}

    @property
    def _has_personal_facts(self) -> bool:
        return len(self.facts) > len(self.result.shareable_facts)

    def state_url(self, **changes: str) -> str:
        """The address of this state with some parameters changed; an empty one is left out."""
        state = {
            "service": self.service.uid if self.service else "",
            "date": self._date_parameter,
            "area": "",
            "postal_code": "",
        } | self._place_parameter
        if "area" in changes:
            state["postal_code"] = ""
        return finder_url(**(state | self._fact_parameters | changes))

    def search_url(self, **changes: str) -> str:
        """The address of the search with some parameters changed; an empty one is left out."""
        query = self.result.query
        state = {
            "q": self.query,
            "wo": self.where if self.location is None else "",
            "topic": query.topic,
            "audience": query.audience,
            "online": "1" if query.online else "",
            "objekt": query.object,
            "genau": "1" if query.exact else "",
            "ohne_ort": "1" if query.keep_words else "",
            "date": self._date_parameter,
        }
        return finder_url(**(state | self._place_parameter | changes))

    def redirect_url(self, page: str = "") -> str:
        """Where a posted form leads: the address of its state, which holds service and place only.

        ``page`` is the service's own page that was posted to. Empty where the answer is given at once:
        something is still to be chosen or wrong, or rests on what stands in no address.
        """
        result = self.result
        has_choice = bool(result.matches) and result.place_in_words is None
        if not result.query.is_posted or result.query.facts or result.errors or has_choice:
            return ""
        if result.answer is not None and result.facts:
            return ""
        if result.place_in_words is not None:
            # The words stay as they were typed, so that the page says what it understood.
            return self.search_url(q=result.query.words, wo="", area="", postal_code="")
        if page:
            date = {"date": self._date_parameter}
            return with_query(page, **(self._place_parameter | self._fact_parameters | date))
        return self.state_url() if self.service else self.search_url()

    @property
    def ways_elsewhere(self) -> list[WayOn]:
        """Where somebody goes on whose place or position is not, or may not be, in this Land."""
        located = self.result.located
        if located is not None and (located.is_elsewhere or located.is_at_edge):
            return ways_elsewhere()
        return ways_on(self.result.reading) if self.result.reading else []

    def place_url(self, key: str) -> str:
        """The address of this state with a place chosen; a search stays a search."""
        if self.service is None:
            return self.search_url(area=key, postal_code="", wo="")
        return self.state_url(area=key)

    @property
    def question_method(self) -> str:
        """How the reply travels: a choice in the address, what is personal in a body."""
        choice = self._question["input"] == "choice"
        return "get" if choice and not self._has_personal_facts else "post"

    @property
    def question_title(self) -> str:
        """The heading of the question."""
        if not self.result.asks_for_location:
            return self._question["label"]
        if self._answer.location.kind is LocationKind.POSTAL_CODE:
            return say(SEVERAL_OF_CODE, code=self._answer.location.code)
        if became := self._entry["became"]:
            return say(WHERE_NOW, name=became["area"]["name"])
        return say(_("${where} umfasst mehrere Gemeinden. Welche ist es?"), where=self.where)

    @cached_property
    def known_places(self) -> list[PlaceGroup]:
        """The places to choose from; of a postal code those that are known to use it."""
        sure = self._sure_places
        return self._places_asked(lambda key: not sure or key in sure)

    @cached_property
    def further_places(self) -> list[PlaceGroup]:
        """Places that may use the postal code, though it is not known that they do."""
        sure = self._sure_places
        return self._places_asked(lambda key: bool(sure) and key not in sure)

    @cached_property
    def _sure_places(self) -> frozenset[str]:
        return self.snapshot.resolver.place_resolver.known(self._answer.location, self._answer.day)

    def _places_asked(self, is_asked: Callable[[str], bool]) -> list[PlaceGroup]:
        options = self._question["options"]
        return place_groups(options, is_asked, lambda key: self.state_url(area=key))

    @property
    def known_replies(self) -> list[KnownReply]:
        """The replies that rest in the address: question, reply, and the address without it."""
        if self.service is None or self.result.answer is None:
            return []
        payload = payload_of(self.service, ServicePayload)
        texts = dict(payload.criterion_texts)
        return [
            {
                "label": criterion.label,
                "reply": texts[criterion.name].label(
                    str(self.result.shareable_facts[criterion.name])
                ),
                "url": self.state_url(**{FACT + criterion.name: ""}),
            }
            for criterion in payload.definition.criteria
            if criterion.name in self.result.shareable_facts
        ]

    @property
    def facts(self) -> list[HiddenField]:
        """The replies so far, to be sent on with the next one."""
        return [
            {"name": FACT + name, "value": str(value)}
            for name, value in (self.result.answer.facts if self.result.answer else {}).items()
        ]

    @property
    def hidden(self) -> list[HiddenField]:
        """What the form sends on beside what is typed."""
        parameters = {
            "service": self.service.uid if self.service else "",
            "topic": self.topic,
            "audience": self.audience,
            "online": "1" if self.result.query.online else "",
            "date": self._date_parameter,
        } | self._place_parameter
        return [{"name": name, "value": value} for name, value in parameters.items() if value]

    @property
    def place_question(self) -> str:
        """How the place is called for this service."""
        service = payload_of(self.service, ServicePayload) if self.service else None
        reference = service.definition.place_of_reference if service else ""
        return say(messages.PLACE_QUESTIONS.get(reference, _("Wo?")))

    @cached_property
    def ways_on(self) -> NoResultsHelp:
        """What helps those who do not know what to type, or found nothing."""
        return NoResultsHelp(self.snapshot, self.query)

    @property
    def topics(self) -> list[TopicLink]:
        """The topics that have services."""
        return self.ways_on.topics

    @property
    def total(self) -> int:
        """How many services are listed on all pages."""
        return self.found.total if self.found else len(self.results)

    @cached_property
    def authorities(self) -> list[ResultRow]:
        """The authorities that bear all of the words typed: somebody may have meant an office itself."""
        words = self.query
        if self.result.place_in_words is not None and not words:
            # „Stadtverwaltung Weimar“ is a place, and may be the office itself.
            words = self.result.query.words
        if not words or (self.found is not None and self.found.batch.has_previous):
            return []
        found = SiteResults(self.snapshot, words, AUTHORITY.code, correcting=False)
        return found.rows(found.documents(AUTHORITY)[:MOST_AUTHORITIES]) if found.is_good else []

    @cached_property
    def place_among_words(self) -> PlaceLink | None:
        """A place that was typed among the words: its name, and the address of the search without it."""
        found = self.result.place_in_words
        if found is None:
            return None
        words = self.result.query.words
        url = self.search_url(q=words, ohne_ort="1", wo="", area="", postal_code="")
        return {"name": self.where, "url": url}

    @property
    def topic_title(self) -> str:
        """The name of the topic chosen."""
        if not self.topic:
            return ""
        return next((each["title"] for each in self.topics if each["value"] == self.topic), "")

    @property
    def content_language(self) -> str | None:
        """The language of content, to mark it with, where the request is in another; else ``None``."""
        return content_language()

    @property
    def title_language(self) -> str | None:
        """The language to mark the title with, where it is a service's and not in that of the request."""
        asks = self.answer and self.answer["question"]
        return self.localized.language if self.service and not asks else None

    @property
    def asks_postal_code(self) -> bool:
        """Whether the place is a postal code."""
        return self.location is not None and self.location.kind is LocationKind.POSTAL_CODE

    @property
    def form_url(self) -> str:
        """Where the finder's forms go."""
        return finder_url()

    @property
    def endpoints_url(self) -> str:
        """Below which the fields find suggestions, in the language of the request."""
        return root_url()

    @property
    def title(self) -> str:
        """The page's title: the state, then the finder."""
        if self.answer and self.answer["question"]:
            return say(_("Eine Frage zu: ${service}"), service=self.localized.title)
        if self.service and self.location and self.result.answer:
            told = {"service": self.localized.title, "place": self.place_text}
            return say(_("${service} in ${place}"), **told)
        if self.service:
            return self.localized.title
        if self.query:
            words = {"words": self.query}
            return say(_("Suche: ${words}", mapping=words))
        return self.topic_title or say(_("Zuständigkeitsfinder"))

    @cached_property
    def localized(self) -> LocalizedService:
        """Title and teaser of the service, as far as they are known in the language of the request."""
        assert self.service is not None
        return localize(self.snapshot, self.service)

    @property
    def place_text(self) -> str:
        """The place in a sentence."""
        return place_name(self.snapshot.gazetteer, self._answer)

    @property
    def day_text(self) -> str:
        """The day asked for, in words; empty for today."""
        return "" if self.day == today() else day_text(self.day)

    @property
    def offices(self) -> list[ShownOffice]:
        """The offices of the answer, ready to be shown."""
        return [self._office(entry) for entry in self._entry["offices"]]

    @property
    def contact_points(self) -> list[ShownOffice]:
        """The contact points beside the office."""
        return [self._office(entry) for entry in self._entry["contact_points"]]

    def office(self, entry: OfficeEntry | None) -> ShownOffice | None:
        """One office of the answer, ready to be shown; ``None`` for none."""
        return self._office(entry) if entry else None

    def _office(self, entry: OfficeEntry) -> ShownOffice:
        return {
            "office": OfficeCard(self.snapshot.nodes[entry["UID"]], entry["@id"]),
            "on_behalf_of": entry["on_behalf_of"]["text"] if entry["on_behalf_of"] else "",
            "example": entry["example"],
        }

    @property
    def why(self) -> str:
        """One plain sentence: why this office. Empty where there is not exactly one."""
        won = [
            step
            for step in self._entry["explanation"]
            if step["outcome"] == StepOutcome.WON and step["role"] == Role.RESPONSIBLE
        ]
        if self._entry["status"] != Status.ANSWERED or not won or not self.location:
            return ""
        reference = won[0]["area"]
        assert reference is not None  # only the step about the question itself has none
        area = self.snapshot.gazetteer.area(reference["key"])
        rule = messages.rule_text(area, won[0]["legal_basis"])
        return f"{why_sentence(self.snapshot, self._answer)} {rule}"

    @property
    def status_text(self) -> str:
        """The headline of an answer without one office."""
        return say(STATUS_TEXTS.get(Status(self._entry["status"]), _("Zuständig ist")))

    @property
    def validity_text(self) -> str:
        """Since when and until when this answer holds; empty where both are open."""
        first, last = self._answer.valid
        if first and last:
            return say(VALID_BETWEEN, first=day_text(first), last=day_text(last))
        if first:
            return say(_("Diese Antwort gilt seit dem ${first}."), first=day_text(first))
        return say(_("Diese Antwort gilt bis zum ${last}."), last=day_text(last)) if last else ""

    @property
    def confirmed_text(self) -> str:
        """When the winning record was last confirmed."""
        days = [day for office in self._answer.offices if (day := office.record.confirmed_on)]
        return say(_("Zuletzt bestätigt am ${day}."), day=day_text(min(days))) if days else ""

    @property
    def stand_text(self) -> str:
        """The day of the answer, in words; of another day than today also how far it is known."""
        if self.day == today():
            return say(_("Stand: ${day}"), day=day_text(self.day))
        return say(
            _("Antwort für den ${day}, Stand: ${today}"),
            day=day_text(self.day),
            today=day_text(today()),
        )

    @property
    def day_fields(self) -> list[HiddenField]:
        """What the form sends on that asks for another day; nothing personal."""
        service = None if self.result.query.own_page else self.service
        parameters = {"service": service.uid} if service is not None else {}
        parameters |= self._place_parameter | self._fact_parameters
        return [{"name": name, "value": value} for name, value in parameters.items()]

    def today_url(self, page: str) -> str:
        """The address of the same for today, on a page that shows this state."""
        query = urlencode([(field["name"], field["value"]) for field in self.day_fields])
        return f"{page}?{query}" if query else page

    @property
    def announcements(self) -> list[Announcement]:
        """What changes before long, and what changed lately, each with a day on which it is so."""
        return [self._announcement(told) for told in self._entry["announcements"]]

    def _announcement(self, told: AnnouncementEntry) -> Announcement:
        first, last = _day(told["from"]), _day(told["until"])
        day = first if first is not None and first > self.day else last or first
        assert day is not None  # an announcement has at least one end
        return {
            "text": told["text"],
            "day": day_text(day),
            "url": self.state_url(date=day.isoformat() if day != today() else ""),
        }

    @property
    def became_text(self) -> str:
        """Into what the municipality went that was asked for; empty where it is still there."""
        entry = dissolved_entry(self.snapshot.gazetteer, self.location, self.day)
        if entry:
            return entry["text"]
        return (
            dissolved_text(self.result.dissolved)
            if self.result.dissolved and not self.places
            else ""
        )

    @property
    def not_us_url(self) -> str:
        """What others do, from A to Z: where the answer is that it is not here; else empty."""
        elsewhere = self._entry["status"] in (Status.GAP, Status.REFERRED)
        return other_authorities_url() if elsewhere and own_authority(self.snapshot) else ""

    @property
    def reason_url(self) -> str:
        """The page with the reason that can be cited; empty where it rests on something personal."""
        if self._has_personal_facts:
            return ""
        return reason_url(**answer_parameters(self.snapshot, self._answer))

    def step_title(self, step: StepEntry) -> str:
        """The headline of one step of the explanation."""
        area = step["area"]
        authority = step["authority"]
        parts = [authority["title"] if authority else "", area["name"] if area else ""]
        return ", ".join(part for part in parts if part)

    @property
    def feedback_url(self) -> str:
        """Where somebody says whether the answer helped, or what is wrong; empty where there is no form."""
        return form_url("feedback", leistung=self.service.uid) if self.service else ""

    @property
    def changes_url(self) -> str:
        """Where somebody follows what changes of the service, at the place if there is one."""
        return changes_url(**self._followed) if self.service else ""

    @property
    def feeds(self) -> list[dict[str, str]]:
        """The feeds of that; none without a service."""
        return feed_links(**self._followed) if self.service else []

    @property
    def _followed(self) -> dict[str, str]:
        assert self.service is not None
        return {"area": self._place_parameter.get("area", ""), "service": self.service.uid}

    @property
    def service_page(self) -> str:
        """The service page in the language of the request, else its own, with the place kept."""
        area = self._place_parameter.get("area", "")
        return url_of(self.request, self.localized.node) + (f"?area={area}" if area else "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
