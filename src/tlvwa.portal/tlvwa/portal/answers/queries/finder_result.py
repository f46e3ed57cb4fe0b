"""What the finder finds for a query: the service, the place, and the answer or what is still to be chosen."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypedDict

from tlvwa.portal.answers.queries.finder_query import (
    FinderQuery,
    answer_query,
    has_different_answers,
    location_of_key,
    location_of_postal_code,
    shareable_facts,
)
from tlvwa.portal.answers.queries.geolocation import GeolocatedPlace, geolocate
from tlvwa.portal.answers.queries.place_query import (
    PlaceInWords,
    PlaceMatch,
    match_place,
    place_in_words,
)
from tlvwa.portal.answers.texts.dissolved import dissolved_text
from tlvwa.portal.answers.texts.form_errors import (
    NO_SUCH_DAY,
    NO_SUCH_FACT,
    NO_SUCH_PLACE,
    NO_SUCH_SERVICE,
    TYPE_INSTEAD,
    UNREADABLE_POINT,
)
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.areas.dissolved import (
    DissolvedArea,
    dissolved_area_by_key,
    dissolved_area_by_name,
)
from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.lookup.name_index import AreaMatch
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, PlaceReading
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.finder.answer import Answer, QuestionKind
from tlvwa.portal.finder.criteria import CriterionKind, Fact
from tlvwa.portal.finder.errors import CriterionError, UnknownService
from tlvwa.portal.finder.locations import Location, LocationKind
from tlvwa.portal.finder.records import ExpectedCoverage
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.snapshot import Snapshot

NAMED = (PlaceCertainty.CERTAIN, PlaceCertainty.SEVERAL, PlaceCertainty.UNSURE)


@dataclass(frozen=True, kw_only=True)
class FinderResult:
    """What was found for ``query`` in ``snapshot``.

    ``words`` and ``where`` are what the two fields show: the title of the service, the label of the place.
    ``matches`` are the places to choose from and ``places_reason`` says why there are several;
    ``sharing`` are the UIDs of services that share the LeiKa key asked for. ``dissolved`` is what became
    of a municipality of the past whose name was typed, ``reading`` what a typed place means,
    ``place_in_words`` the place among the words, if it was found there. ``answer`` is ``None`` while
    service or place are still to be named. ``errors`` are sentences by the name of the field they belong
    to.
    """

    snapshot: Snapshot
    query: FinderQuery
    day: date
    words: str
    where: str
    service: Node | None = None
    sharing: tuple[str, ...] = ()
    location: Location | None = None
    located: GeolocatedPlace | None = None
    matches: tuple[AreaMatch, ...] = ()
    places_reason: str = ""
    dissolved: DissolvedArea | None = None
    reading: PlaceReading | None = None
    place_in_words: PlaceInWords | None = None
    answer: Answer | None = None
    facts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def searches(self) -> bool:
        """Whether services are sought: by words or by any filter."""
        return bool(self.words) or self.query.searches

    @property
    def is_personal(self) -> bool:
        """Whether the result rests on a position or on replies, and is not for a cache."""
        return self.located is not None or bool(self.answer and self.facts)

    @cached_property
    def location_or_land(self) -> Location:
        """The place asked for, else the whole Land of the site."""
        return self.location or land_of_site()

    @property
    def asks_for_location(self) -> bool:
        """Whether the answer is a question for the place."""
        return self.answer is not None and _asks_place(self.answer)

    @cached_property
    def shareable_facts(self) -> Mapping[str, Fact]:
        """Those of the facts that rest in the answer and may stand in an address."""
        if self.service is None or self.answer is None:
            return {}
        return shareable_facts(self.snapshot, self.service.uid, self.answer.facts)

    @property
    def has_personal_facts(self) -> bool:
        """Whether the answer rests on a reply that may not stand in an address."""
        return self.answer is not None and len(self.answer.facts) > len(self.shareable_facts)


def land_of_site() -> Location:
    """The Land of the site, as a place."""
    return Location.area(setting("land"))


class _Fields(TypedDict, total=False):
    """Some of the fields of a ``FinderResult``."""

    words: str
    where: str
    service: Node | None
    sharing: tuple[str, ...]
    location: Location | None
    matches: tuple[AreaMatch, ...]
    places_reason: str
    dissolved: DissolvedArea | None
    reading: PlaceReading
    place_in_words: PlaceInWords
    answer: Answer
    facts: dict[str, str]


def find(query: FinderQuery, snapshot: Snapshot) -> FinderResult:
    """Find what a query asks for."""
    return _Search(query, snapshot).result()


class _Search:
    """One query while it is being answered; ``errors`` collects what is wrong with its fields."""

    def __init__(self, query: FinderQuery, snapshot: Snapshot) -> None:
        self.query = query
        self.snapshot = snapshot
        self.day = query.day or today()
        self.errors = {} if query.day else {"date": say(NO_SUCH_DAY)}

    def result(self) -> FinderResult:
        """The result, the answer in it if service and place suffice for one."""
        result = FinderResult(
            snapshot=self.snapshot,
            query=self.query,
            day=self.day,
            words=self.query.words,
            where=self.query.where,
            located=self._geolocate(),
            errors=self.errors,
        )
        result = replace(result, **self._find_service())
        result = replace(result, **self._find_place(result.located))
        result = replace(result, **self._place_in_words(result))
        return replace(result, **self._answer(result)) if result.service else result

    def _find_service(self) -> _Fields:
        """The service asked for; typing other words than its title searches anew."""
        uid = self.query.service
        node = self.snapshot.nodes.get(uid)
        if node is None and uid:
            sharing = self.snapshot.rulebook.services_with_key(uid, today())
            if len(sharing) > 1:
                return {"sharing": sharing}
            node = self.snapshot.nodes.get(sharing[0]) if sharing else None
        if node is None or node.uid not in self.snapshot.rulebook.services:
            if uid:
                self.errors["q"] = say(NO_SUCH_SERVICE)
            return {}
        if not self.snapshot.rulebook.services[node.uid].service.shown_on(today()):
            return {}
        title = localize(self.snapshot, node).title
        if self.query.words and self.query.words not in (node.title, title):
            return {}
        return {"service": node, "words": title}

    def _geolocate(self) -> GeolocatedPlace | None:
        """What the posted point of the visitor means; ``None`` where none was posted."""
        if self.query.has_malformed_point:
            self.errors["wo"] = f"{say(UNREADABLE_POINT)} {say(TYPE_INSTEAD)}"
        if self.query.point is None:
            return None
        point, accuracy = self.query.point
        return geolocate(self.snapshot.gazetteer, point, accuracy, self.day)

    def _find_place(self, located: GeolocatedPlace | None) -> _Fields:
        """The place asked for; what is typed wins over what was chosen before, a point over both."""
        if located is not None:
            return self._place_of_point(located)
        chosen = self._chosen_place()
        where = self.query.where
        if chosen is not None and where in ("", self._label(chosen)):
            return {"location": chosen, "where": self._label(chosen)}
        return self._place_of_text(where) if where else {}

    def _place_of_point(self, located: GeolocatedPlace) -> _Fields:
        """The municipality of a point; where it is not certain, places to choose from."""
        if not located.location and not located.matches:
            self.errors["wo"] = f"{located.reason} {say(TYPE_INSTEAD)}"
        return {
            "location": located.location,
            "where": self._label(located.location) if located.location else "",
            "matches": _localized(located.matches),
            "places_reason": located.reason,
        }

    def _chosen_place(self) -> Location | None:
        """The place of a key or a postal code in the address."""
        try:
            if self.query.area:
                return location_of_key(self.snapshot, self.query.area)
            if self.query.postal_code:
                return location_of_postal_code(self.snapshot, self.query.postal_code)
        except AreaError:
            self.errors["wo"] = say(NO_SUCH_PLACE)
        return None

    def _place_in_words(self, result: FinderResult) -> _Fields:
        """The place among the words of a search, where none is named apart from them."""
        is_named = result.location or result.matches or result.where or result.located
        if result.service or is_named or self.query.keep_words or not self.query.words:
            return {}
        found = place_in_words(self.snapshot, self.query.words, self.day)
        if found is None:
            return {}
        location = found.match.location
        return {
            "words": found.rest,
            "location": location,
            "where": self._label(location) if location else found.typed,
            "matches": _localized(found.match.matches),
            "places_reason": found.match.reason,
            "dissolved": self._dissolved(found.match, found.typed),
            "place_in_words": found,
        }

    def _place_of_text(self, where: str) -> _Fields:
        match = match_place(self.snapshot.gazetteer, where, self.day)
        dissolved = self._dissolved(match, where)
        if match.location is None and not match.matches:
            self.errors["wo"] = match.reason
        return {
            "location": match.location,
            "where": self._label(match.location) if match.location else where,
            "matches": _localized(match.matches),
            "places_reason": dissolved_text(dissolved) if dissolved else match.reason,
            "dissolved": dissolved,
            "reading": match.reading,
        }

    def _dissolved(self, match: PlaceMatch, typed: str) -> DissolvedArea | None:
        """What became of a municipality of the past whose name or key was typed; ``None`` for any other."""
        keys = [area_match.area.key for area_match in match.matches]
        if match.location is not None and match.location.kind is LocationKind.AREA:
            keys = [match.location.code]
        # What is only near the name of a municipality of the past does not say what became of it.
        if match.reading.certainty not in NAMED or not keys:
            return None
        of_key = dissolved_area_by_key(self.snapshot.gazetteer, typed, self.day)
        if of_key is not None or not match.name:
            return of_key
        return dissolved_area_by_name(self.snapshot.gazetteer, match.name, keys[0], self.day)

    def _label(self, place: Location) -> str:
        if place.kind is LocationKind.POSTAL_CODE:
            return place.code
        return say(
            area_label(
                self.snapshot.gazetteer, self.snapshot.gazetteer.area_of_any_time(place.code)
            )
        )

    def _answer(self, result: FinderResult) -> _Fields:
        """The answer; without a place for the whole Land, as far as it is the same everywhere.

        Who asks for a place elsewhere is told only who is responsible in all of Germany.
        """
        assert result.service is not None
        service, place = result.service.uid, result.location_or_land
        if _is_elsewhere(result) and not self._is_federal(service):
            return {}
        facts = self._facts(service)
        without_place = result.location is None
        if (
            without_place
            and not facts
            and has_different_answers(self.snapshot, service, place, self.day)
        ):
            return {}
        try:
            answer = answer_query(self.snapshot, service, place, self.day, facts)
        except UnknownService:
            return {"service": None}
        except CriterionError:
            self.errors["fact"] = say(NO_SUCH_FACT)
            facts = self._readable(service, facts)
            answer = answer_query(self.snapshot, service, place, self.day, facts)
        if without_place and _asks_place(answer):
            return {}
        return {"answer": answer, "facts": facts} | self._answer_by_street(result, answer)

    def _answer_by_street(self, result: FinderResult, answer: Answer) -> _Fields:
        """The answer with a street that was posted with the place, if it asks for an address; else nothing.

        A street that no rule reads is asked for again.
        """
        street = result.reading.street if result.reading and self.query.is_posted else ""
        question = answer.question
        if not street or question is None or question.input is not CriterionKind.ADDRESS:
            return {}
        assert result.service is not None
        facts = self._facts(result.service.uid) | {question.name: street}
        try:
            by_street = answer_query(
                self.snapshot, result.service.uid, result.location_or_land, self.day, facts
            )
        except CriterionError:
            return {}
        return {"answer": by_street, "facts": facts}

    def _readable(self, service: str, facts: Mapping[str, str]) -> dict[str, str]:
        """Those of the facts that their criteria can read."""
        readable = {}
        for name, fact in facts.items():
            with suppress(CriterionError):
                self.snapshot.resolver.read_facts(service, today(), {name: fact})
                readable[name] = fact
        return readable

    def _is_federal(self, service: str) -> bool:
        definition = self.snapshot.rulebook.services[service].service
        return definition.coverage is ExpectedCoverage.FEDERAL

    def _facts(self, service: str) -> dict[str, str]:
        """The replies so far. A choice may stand in the address; all else is read from a body only."""
        facts = self.query.facts
        return facts if self.query.is_posted else shareable_facts(self.snapshot, service, facts)


def _is_elsewhere(result: FinderResult) -> bool:
    if result.located is not None:
        return result.located.is_elsewhere
    return result.reading is not None and result.reading.certainty is PlaceCertainty.OUTSIDE


def _asks_place(answer: Answer) -> bool:
    return answer.question is not None and answer.question.kind is QuestionKind.PLACE


def _localized(matches: tuple[AreaMatch, ...]) -> tuple[AreaMatch, ...]:
    """Matches with their labels in the language of the request."""
    return tuple(replace(match, label=say(match.label)) for match in matches)
