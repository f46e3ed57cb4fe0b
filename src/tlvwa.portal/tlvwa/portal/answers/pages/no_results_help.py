"""What helps somebody who found nothing: topics, the list from A to Z, a person to ask, and feedback."""

from functools import cached_property

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.answers.pages.other_authorities import own_authority
from tlvwa.portal.answers.queries.service_search import find_services, topic_facet
from tlvwa.portal.common.settings import last_resort
from tlvwa.portal.common.urls import finder_url, home_url, other_authorities_url


class NoResultsHelp:
    """The ways on from a search for some words, from the read models."""

    def __init__(self, models, query=""):
        self._models = models
        self._query = query

    @cached_property
    def topics(self):
        """The topics that have services, each with their number and the address of their list."""
        everything = find_services(self._models, "").documents
        return [
            topic | {"url": finder_url(topic=topic["value"])} for topic in topic_facet(everything)
        ]

    @property
    def letters_url(self):
        """The list of services from A to Z."""
        return f"{home_url()}/@@leistungen-a-z"

    @property
    def not_us_url(self):
        """What others do; empty where the site does not say whose it is."""
        return other_authorities_url() if own_authority(self._models) else ""

    @property
    def last_resort(self):
        """Whom to ask."""
        return last_resort()

    @property
    def feedback_url(self):
        """Where to say what was sought in vain, which the form takes along; empty without a form."""
        return form_url("feedback", suche=self._query)
