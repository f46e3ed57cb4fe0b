"""Help for a search without results: topics, the list from A to Z, whom to ask, and feedback."""

from functools import cached_property

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.answers.pages.other_authorities import own_authority
from tlvwa.portal.answers.queries.service_search import find_services, topic_facet
from tlvwa.portal.common.settings import last_resort
from tlvwa.portal.common.urls import finder_url, home_url, other_authorities_url


class NoResultsHelp:
    """What a page offers after a search for ``query`` without results, from a snapshot."""

    def __init__(self, snapshot, query=""):
        self._snapshot = snapshot
        self._query = query

    @cached_property
    def topics(self):
        """The topics that have services, each with the number of services and the address of its list."""
        documents = find_services(self._snapshot, "").documents
        return [
            topic | {"url": finder_url(topic=topic["value"])} for topic in topic_facet(documents)
        ]

    @property
    def letters_url(self):
        """The address of the list of services from A to Z."""
        return f"{home_url()}/@@leistungen-a-z"

    @property
    def not_us_url(self):
        """The address of the page of other authorities; empty if the site has no own authority."""
        return other_authorities_url() if own_authority(self._snapshot) else ""

    @property
    def last_resort(self):
        """Whom to ask."""
        return last_resort()

    @property
    def feedback_url(self):
        """The address of the feedback form, with the query filled in; empty without a form."""
        return form_url("feedback", suche=self._query)
