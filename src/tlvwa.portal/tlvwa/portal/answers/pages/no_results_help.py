"""Help for a search without results: topics, the list from A to Z, whom to ask, and feedback."""

from functools import cached_property
from typing import TypedDict

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.answers.pages.other_authorities import own_authority
from tlvwa.portal.answers.queries.service_search import find_services, topic_facet
from tlvwa.portal.common.settings import LastResort, last_resort
from tlvwa.portal.common.urls import finder_url, home_url, other_authorities_url
from tlvwa.portal.readmodels.snapshot import Snapshot


class TopicLink(TypedDict):
    """A topic, how many services are on it, and the address of their list."""

    value: str
    title: str
    count: int
    url: str


class NoResultsHelp:
    """What a page offers after a search for ``query`` without results, from a snapshot."""

    def __init__(self, snapshot: Snapshot, query: str = "") -> None:
        self._snapshot = snapshot
        self._query = query

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
