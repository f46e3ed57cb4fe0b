"""The services and authorities that the words and filters of a query find."""

from functools import cached_property

from tlvwa.portal.answers.pages.finder.addresses import FinderAddresses
from tlvwa.portal.answers.pages.no_results_help import NoResultsHelp, TopicLink
from tlvwa.portal.answers.pages.service_results import ServiceResults, ServiceRow, plain_row
from tlvwa.portal.answers.pages.site_results import AUTHORITY, ResultRow, SiteResults
from tlvwa.portal.answers.queries.finder_result import FinderResult
from tlvwa.portal.answers.queries.service_search import ServiceFilters

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
            return sorted(rows, key=lambda row: row["title"].casefold())
        return self.results.rows if self.results else []

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
