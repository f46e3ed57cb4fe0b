"""Help for a search without results: topics, the list from A to Z, town halls, whom to ask, and feedback."""

from collections import Counter
from functools import cached_property
from typing import TypedDict

from zope.globalrequest import getRequest

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.answers.pages.other_authorities import own_authority
from tlvwa.portal.answers.queries.service_search import find_services, topic_facet
from tlvwa.portal.answers.queries.town_halls import town_halls
from tlvwa.portal.common.settings import LastResort, last_resort
from tlvwa.portal.common.urls import finder_url, home_url, other_authorities_url, url_of
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.search.index import SearchResult

MOST_NEAREST = 2  # topics


class TopicLink(TypedDict):
    """A topic, how many services are on it, and the address of their list."""

    value: str
    title: str
    count: int
    url: str


class TownHall(TypedDict):
    """The administration of a place: its title and the address of its page."""

    title: str
    url: str


class NoResultsHelp:
    """What a page offers after a search for ``query`` without results, from a snapshot.

    ``result`` is that of the search, ``location`` the place for which somebody searches.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        query: str = "",
        result: SearchResult | None = None,
        location: Location | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._query = query
        self._result = result
        self._location = location

    @property
    def nearest_topics(self) -> list[TopicLink]:
        """The topics of the services that mention what is sought or have a name like it, two at most."""
        if self._result is None:
            return []
        hits = (*self._result.mentions, *self._result.near)
        counts = Counter(topic for hit in hits for topic in hit.document.topics)
        nearest = [value for value, _count in counts.most_common(MOST_NEAREST)]
        return [topic for topic in self.topics if topic["value"] in nearest]

    @property
    def town_halls(self) -> list[TownHall]:
        """The administrations of the place; none without a place."""
        return [
            {"title": node.title, "url": url_of(getRequest(), node)}
            for node in town_halls(self._snapshot, self._location)
        ]

    @cached_property
    def topics(self) -> list[TopicLink]:
        """The topics that have services, each with the number of services and the address of its list."""
        documents = find_services(self._snapshot, "").documents
        return [
            {**topic, "url": finder_url(topic=topic["value"])} for topic in topic_facet(documents)
        ]

    @property
    def letters_url(self) -> str:
        """The address of the list of services from A to Z."""
        return f"{home_url()}/@@leistungen-a-z"

    @property
    def not_us_url(self) -> str:
        """The address of the page of other authorities; empty if the site has no own authority."""
        return other_authorities_url() if own_authority(self._snapshot) else ""

    @property
    def last_resort(self) -> LastResort:
        """Whom to ask."""
        return last_resort()

    @property
    def feedback_url(self) -> str:
        """The address of the feedback form, with the query filled in; empty without a form."""
        return form_url("feedback", suche=self._query)
