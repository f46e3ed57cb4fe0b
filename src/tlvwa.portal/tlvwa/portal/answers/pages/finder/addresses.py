"""The addresses of pages that show a result of the finder, or one that differs in some parameters."""

from tlvwa.portal.answers.queries.facts_in_words import facts_in_words
from tlvwa.portal.answers.queries.finder_query import FACT, location_parameter
from tlvwa.portal.answers.queries.finder_result import FinderResult
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.urls import finder_url, with_query


class FinderAddresses:
    """The addresses of one result; nothing personal is in any of them."""

    def __init__(self, result: FinderResult) -> None:
        self._result = result

    @property
    def service(self) -> str:
        """The UID of the service asked for; empty for none."""
        return self._result.service.uid if self._result.service else ""

    @property
    def place(self) -> dict[str, str]:
        """The place as the parameter that names it: ``{"area": key}``, ``{"postal_code": code}`` or empty."""
        location = self._result.location
        return {} if location is None else location_parameter(location)

    @property
    def day(self) -> str:
        """The day as it stands in an address; empty for today."""
        day = self._result.day
        return day.isoformat() if day != today() else ""

    @property
    def facts(self) -> dict[str, str]:
        """The replies that an address may hold, by the name of the parameter."""
        return {FACT + name: str(value) for name, value in self._result.shareable_facts.items()}

    def state_url(self, **changes: str) -> str:
        """The address of this state with some parameters changed; an empty one is left out."""
        state = {
            "service": self.service,
            "date": self.day,
            "area": "",
            "postal_code": "",
        } | self.place
        if "area" in changes:
            state["postal_code"] = ""
        return finder_url(**(state | self.facts | changes))

    def service_url(self, uid: str, **parameters: str) -> str:
        """The address of this state with another service, and the replies that the words already give.

        ``parameters`` are added.
        """
        facts = facts_in_words(self._result.snapshot, uid, self._result.query.words)
        replies = {FACT + name: value for name, value in facts.items()}
        return self.state_url(service=uid, **replies, **parameters)

    def place_url(self, key: str) -> str:
        """The address of this state with a place chosen; a search stays a search."""
        if not self.service:
            return self.search_url(area=key, postal_code="", wo="")
        return self.state_url(area=key)

    def search_url(self, **changes: str) -> str:
        """The address of the search with some parameters changed; an empty one is left out."""
        result, query = self._result, self._result.query
        state = {
            "q": result.words,
            "wo": result.where if result.location is None else "",
            "topic": query.topic,
            "audience": query.audience,
            "online": "1" if query.online else "",
            "objekt": query.object,
            "genau": "1" if query.exact else "",
            "ohne_ort": "1" if query.keep_words else "",
            "liste": "1" if query.as_list else "",
            "date": self.day,
        }
        return finder_url(**(state | self.place | changes))

    def redirect_url(self, page: str = "") -> str:
        """Where a posted form leads: the address of its state, which holds service and place only.

        ``page`` is the service's own page that was posted to. Empty where the answer is given at once:
        something is still to be chosen or wrong, or rests on what stands in no address.
        """
        result = self._result
        has_choice = bool(result.matches) and result.place_in_words is None
        if not result.query.is_posted or result.query.facts or result.errors or has_choice:
            return ""
        if result.answer is not None and result.facts:
            return ""
        if result.place_in_words is not None:
            # The words stay as they were typed, so that the page says what it understood.
            return self.search_url(q=result.query.words, wo="", area="", postal_code="")
        if page:
            return with_query(page, **(self.place | self.facts | {"date": self.day}))
        return self.state_url() if self.service else self.search_url()
