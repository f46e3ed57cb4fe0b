"""The form of the finder, filled in with a query."""

from collections.abc import Mapping
from typing import TypedDict

from tlvwa.portal.answers.pages.finder.addresses import FinderAddresses
from tlvwa.portal.answers.queries.finder_result import FinderResult
from tlvwa.portal.answers.texts.questions import place_label
from tlvwa.portal.common.urls import finder_url, root_url
from tlvwa.portal.readmodels.payloads import ServicePayload, payload_of


class HiddenField(TypedDict):
    """What a form sends on."""

    name: str
    value: str


def hidden_fields(parameters: Mapping[str, str]) -> list[HiddenField]:
    """Return parameters as fields of a form."""
    return [{"name": name, "value": value} for name, value in parameters.items()]


class FinderForm:
    """The two fields of the finder and what its forms send on.

    ``SearchForm`` has the same attributes for a page that has no query yet.
    """

    def __init__(self, result: FinderResult, addresses: FinderAddresses) -> None:
        self._result = result
        self._addresses = addresses

    @property
    def query(self) -> str:
        """What the field *Was?* shows."""
        return self._result.words

    @property
    def where(self) -> str:
        """What the field *Wo?* shows."""
        return self._result.where

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        return self._result.errors

    @property
    def form_url(self) -> str:
        """Where the finder's forms go."""
        return finder_url()

    @property
    def endpoints_url(self) -> str:
        """Below which the fields find suggestions, in the language of the request."""
        return root_url()

    @property
    def hidden(self) -> list[HiddenField]:
        """What the form sends on beside what is typed."""
        query = self._result.query
        parameters = {
            "service": self._addresses.service,
            "topic": query.topic,
            "audience": query.audience,
            "online": "1" if query.online else "",
            "date": self._addresses.day,
        } | self._addresses.place
        return hidden_fields({name: value for name, value in parameters.items() if value})

    @property
    def place_label(self) -> str:
        """How the place is called for the service asked for."""
        node = self._result.service
        reference = payload_of(node, ServicePayload).definition.place_of_reference if node else ""
        return place_label(reference)
