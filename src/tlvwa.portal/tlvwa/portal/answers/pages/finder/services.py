"""The services and authorities that the words and filters of a query find."""

from functools import cached_property

from tlvwa.portal.answers.pages.finder.addresses import FinderAddresses
from tlvwa.portal.answers.pages.no_results_help import NoResultsHelp, TopicLink
from tlvwa.portal.answers.pages.service_results import ServiceResults, ServiceRow, plain_row
from tlvwa.portal.answers.pages.site_results import AUTHORITY, ResultRow, SiteResults
from tlvwa.portal.answers.queries.finder_query import responsible_office
from tlvwa.portal.answers.queries.finder_result import FinderResult
from tlvwa.portal.answers.queries.service_search import ServiceFilters
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.urls import finder_url
from tlvwa.portal.finder.locations import LocationKind

MOST_AUTHORITIES = 3


class ServiceSection:
    """The services to choose from, where none is chosen."""

    def __init__(self, result: FinderResult, addresses: FinderAddresses) -> None:
        self._result = result
        self._addresses = addresses

    @cached_property
    def results(self) -> ServiceResults | None:
        """The services that the words and filters find; ``None`` where none are sought."""
        result, query = self._result, self._result.query
        if result.service is not None or self._shares_key or not result.searches:
            return None
        filters = ServiceFilters(
            audience=query.audience,
            topic=query.topic,
            online=query.online or None,
            object=query.object,
        )
        return ServiceResults(
            result.snapshot,
            result.words,
            filters,
            self._addresses.search_url,
            self._addresses.service_url,
            exact=query.exact,
            start=query.start,
        )

    @cached_property
    def rows(self) -> list[ServiceRow]:
        """The services to choose from: those found, or those that share the LeiKa key asked for."""
        result = self._result
        if result.service is None and self._shares_key:
            rows = [
                plain_row(result.snapshot, uid, self._addresses.service_url)
                for uid in result.sharing
            ]
            rows.sort(key=lambda row: row["title"].casefold())
        else:
            rows = self.results.rows if self.results else []
        return [self._with_office(row) for row in rows]

    def _with_office(self, row: ServiceRow) -> ServiceRow:
        """A row with the office that answers for the service at the place, as far as both are known."""
        result = self._result
        if result.location is None or row["referred_to"] is not None:
            return row
        office = responsible_office(result.snapshot, row["uid"], result.location, result.day)
        return {
            **row,
            "office": office.title if office else "",
            "others": [self._with_office(other) for other in row["others"]],
        }

    @property
    def answer_url(self) -> str:
        """The answer that a search with a place leads to by itself; empty where there is a choice.

        It has the words of the search, so that there is a way back to the list.
        """
        result = self._result
        is_open = result.errors or result.matches or result.dissolved or result.query.as_list
        is_asked = result.words and result.location is not None
        if not is_asked or is_open or self.results is None or not self._is_place_plain:
            return ""
        uid = self.results.only_hit
        return self._addresses.service_url(uid, gesucht=result.words) if uid else ""

    @property
    def _is_place_plain(self) -> bool:
        """Whether nothing has to be told of how the place was understood: it was named by its own name."""
        typed, location = self._result.place_in_words, self._result.location
        if typed is None or location is None or location.kind is not LocationKind.AREA:
            return typed is None
        name = self._result.snapshot.gazetteer.area_of_any_time(location.code).name
        return normalize_place(typed.typed) == normalize_place(name)

    @property
    def list_url(self) -> str:
        """The list of hits of the search that led to this answer by itself; empty for another answer."""
        words = self._result.query.searched
        if not words or self._result.service is None:
            return ""
        return finder_url(q=words, liste="1", date=self._addresses.day, **self._addresses.place)

    @property
    def _shares_key(self) -> bool:
        """Whether several services share the LeiKa key asked for."""
        return len(self._result.sharing) > 1

    @property
    def total(self) -> int:
        """How many services are listed on all pages."""
        return self.results.total if self.results else len(self.rows)

    @cached_property
    def authorities(self) -> list[ResultRow]:
        """The authorities that bear all of the words typed: somebody may have meant an office itself."""
        result = self._result
        words = result.words
        if result.place_in_words is not None and not words:
            # „Stadtverwaltung Weimar“ is a place, and may be the office itself.
            words = result.query.words
        if not words or (self.results is not None and self.results.batch.has_previous):
            return []
        pages = SiteResults(result.snapshot, words, AUTHORITY.code, correcting=False)
        return pages.rows(pages.documents(AUTHORITY)[:MOST_AUTHORITIES]) if pages.is_good else []

    @cached_property
    def help(self) -> NoResultsHelp:
        """What helps those who do not know what to type, or found nothing."""
        result = self.results.result if self.results else None
        return NoResultsHelp(
            self._result.snapshot, self._result.words, result, self._result.location
        )

    @property
    def topics(self) -> list[TopicLink]:
        """The topics that have services."""
        return self.help.topics

    @property
    def topic_title(self) -> str:
        """The name of the topic chosen."""
        chosen = self._result.query.topic
        if not chosen:
            return ""
        return next((topic["title"] for topic in self.topics if topic["value"] == chosen), "")
