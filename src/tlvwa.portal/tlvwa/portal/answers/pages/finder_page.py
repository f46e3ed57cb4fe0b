"""What a page shows of a result of the finder: its sections, each of which is a module of ``finder``."""

from functools import cached_property

from zope.component import getMultiAdapter
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.answers.interfaces import IAnswerSerializer
from tlvwa.portal.answers.pages.finder.addresses import FinderAddresses
from tlvwa.portal.answers.pages.finder.answer import AnswerSection
from tlvwa.portal.answers.pages.finder.day import DayPicker
from tlvwa.portal.answers.pages.finder.form import FinderForm
from tlvwa.portal.answers.pages.finder.known_replies import KnownReply, known_replies
from tlvwa.portal.answers.pages.finder.links import FinderLinks
from tlvwa.portal.answers.pages.finder.place import PlaceSection
from tlvwa.portal.answers.pages.finder.question import QuestionSection
from tlvwa.portal.answers.pages.finder.services import ServiceSection
from tlvwa.portal.answers.queries.finder_query import FinderQuery
from tlvwa.portal.answers.queries.finder_result import FinderResult, find
from tlvwa.portal.answers.queries.referrals import is_referral
from tlvwa.portal.answers.serializers.answer import AnswerSerializer
from tlvwa.portal.answers.serializers.entries import AnswerEntry
from tlvwa.portal.answers.texts.local_texts import LocalTexts, local_texts
from tlvwa.portal.answers.texts.localized import LocalizedService, localize
from tlvwa.portal.answers.texts.place_names import place_name
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, content_language, say
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import Node


def finder_page(request: HTTPRequest, service: str = "") -> "FinderPage":
    """The page's view of what a request asks of the finder; ``service`` is that of the service's own page.

    An answer that rests on something personal is kept out of caches.
    """
    result = find(FinderQuery.from_request(request, service), site_snapshot())
    if result.is_personal or result.query.is_posted:
        request.response.setHeader("Cache-Control", "no-store")
    return FinderPage(result, request)


class FinderPage:
    """The sections of a page that shows a result, and what concerns the page as a whole."""

    def __init__(self, result: FinderResult, request: HTTPRequest) -> None:
        self.result = result
        self.request = request

    @property
    def service(self) -> Node | None:
        """The node of the service asked for, or ``None``."""
        return self.result.service

    @property
    def location(self) -> Location | None:
        """The place asked for, or ``None``."""
        return self.result.location

    @property
    def is_referral(self) -> bool:
        """Whether others do the service in the whole Land, so that no place needs to be asked for."""
        service = self.result.service
        if service is None or self.result.day != today():
            return False
        return is_referral(self.result.snapshot, service.uid)

    @property
    def is_settled(self) -> bool:
        """Whether the page has an answer and no question, so that what was asked need not be asked again."""
        return self.answer is not None and not self.answer["question"] and not self.errors

    @property
    def searches(self) -> bool:
        """Whether services are sought."""
        return self.result.searches

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        return self.result.errors

    @cached_property
    def addresses(self) -> FinderAddresses:
        """The addresses of this state, and of those next to it."""
        return FinderAddresses(self.result)

    @cached_property
    def form(self) -> FinderForm:
        """The form with the two fields."""
        return FinderForm(self.result, self.addresses)

    @cached_property
    def day(self) -> DayPicker:
        """The day asked for, and the form for another."""
        return DayPicker(self.result, self.addresses)

    @cached_property
    def place(self) -> PlaceSection:
        """What is to be said about the place."""
        return PlaceSection(self.result, self.addresses)

    @cached_property
    def services(self) -> ServiceSection:
        """The services to choose from."""
        return ServiceSection(self.result, self.addresses)

    @cached_property
    def links(self) -> FinderLinks:
        """The links to other pages."""
        return FinderLinks(self.result, self.addresses, self.request)

    @cached_property
    def serializer(self) -> AnswerSerializer:
        """Serializes answers for the current request."""
        serializer: AnswerSerializer = getMultiAdapter(
            (self.result.snapshot, self.request), IAnswerSerializer
        )
        return serializer

    @cached_property
    def answer(self) -> AnswerEntry | None:
        """The answer in the shape of ``@responsible``; ``None`` where there is none yet."""
        answer = self.result.answer
        return self.serializer.answer(answer) if answer else None

    @cached_property
    def answer_section(self) -> AnswerSection:
        """The answer in words, on a page that has one."""
        assert self.result.answer is not None
        assert self.answer is not None
        return AnswerSection(
            self.result.snapshot,
            self.result.answer,
            self.answer,
            self.addresses,
            is_for_place=self.location is not None,
        )

    @cached_property
    def question_section(self) -> QuestionSection:
        """The question in words, on a page whose answer has one."""
        assert self.answer is not None
        return QuestionSection(self.result, self.answer, self.addresses)

    @property
    def known_replies(self) -> list[KnownReply]:
        """The replies that stand in the address, to be changed."""
        return known_replies(self.result, self.addresses)

    @cached_property
    def localized(self) -> LocalizedService:
        """Title and teaser of the service, as far as they are known in the language of the request."""
        assert self.service is not None
        return localize(self.result.snapshot, self.service)

    @cached_property
    def local(self) -> LocalTexts:
        """The local texts of the service at the place, or of the whole Land where no place is given."""
        result = self.result
        if result.service is None:
            return LocalTexts()
        return local_texts(result.snapshot, result.service.uid, result.location_or_land, result.day)

    @property
    def content_language(self) -> str | None:
        """The language of content, to mark it with, where the request is in another; else ``None``."""
        return content_language()

    @property
    def title(self) -> str:
        """The page's title: the state, then the finder."""
        if self.answer and self.answer["question"]:
            return say(_("Eine Frage zu: ${service}"), service=self.localized.title)
        if self.service and self.location and self.result.answer:
            place = place_name(self.result.snapshot.gazetteer, self.result.answer)
            return say(_("${service} in ${place}"), service=self.localized.title, place=place)
        if self.service:
            return self.localized.title
        if self.result.words:
            words = {"words": self.result.words}
            return say(_("Suche: ${words}", mapping=words))
        return self.services.topic_title or say(_("Zuständigkeitsfinder"))

    @property
    def title_language(self) -> str | None:
        """The language to mark the title with, where it is a service's and not in that of the request."""
        asks = self.answer and self.answer["question"]
        return self.localized.language if self.service and not asks else None
