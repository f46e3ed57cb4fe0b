"""What a page says about the place asked for: what was understood, what became of it, which to choose."""

from functools import cached_property
from typing import TypedDict

from tlvwa.portal.answers.pages.finder.addresses import FinderAddresses
from tlvwa.portal.answers.queries.finder_result import FinderResult
from tlvwa.portal.answers.serializers.dissolved import dissolved_entry
from tlvwa.portal.answers.texts.dissolved import dissolved_text, lost_of_code_text
from tlvwa.portal.answers.texts.place_messages import WayOn, ways_elsewhere, ways_on
from tlvwa.portal.areas.lookup.name_index import AreaMatch
from tlvwa.portal.finder.locations import LocationKind


class PlaceLink(TypedDict):
    """A place, and where it leads."""

    name: str
    url: str


class PlaceSection:
    """The place of one result."""

    def __init__(self, result: FinderResult, addresses: FinderAddresses) -> None:
        self._result = result
        self._addresses = addresses

    @property
    def choices(self) -> tuple[AreaMatch, ...]:
        """The places to choose from."""
        return self._result.matches

    @property
    def choices_reason(self) -> str:
        """Why there are several places to choose from."""
        return self._result.places_reason

    def url(self, key: str) -> str:
        """The address of the page with a place chosen."""
        return self._addresses.place_url(key)

    @property
    def is_postal_code(self) -> bool:
        """Whether the place is a postal code."""
        location = self._result.location
        return location is not None and location.kind is LocationKind.POSTAL_CODE

    @property
    def ways_elsewhere(self) -> list[WayOn]:
        """Where somebody goes on whose place or position is not, or may not be, in this Land."""
        located = self._result.located
        if located is not None and (located.is_elsewhere or located.is_at_edge):
            return ways_elsewhere()
        return ways_on(self._result.reading) if self._result.reading else []

    @cached_property
    def among_words(self) -> PlaceLink | None:
        """A place that was typed among the words: its name, and the address of the search without it."""
        result = self._result
        if result.place_in_words is None:
            return None
        url = self._addresses.search_url(
            q=result.query.words, ohne_ort="1", wo="", area="", postal_code=""
        )
        return {"name": result.where, "url": url}

    @property
    def became_text(self) -> str:
        """Into what the municipality went that was asked for; empty where it is still there."""
        result = self._result
        entry = dissolved_entry(result.snapshot.gazetteer, result.location, result.day)
        if entry:
            return entry["text"]
        if result.asks_for_location and result.answer and self.is_postal_code:
            return lost_of_code_text(result.snapshot.gazetteer, result.answer)
        return dissolved_text(result.dissolved) if result.dissolved and not self.choices else ""
