"""The base of GET and POST of ``@responsible``."""

from collections.abc import Mapping
from datetime import date

from zExceptions import BadRequest
from zope.component import getMultiAdapter

from tlvwa.portal.answers.interfaces import IAnswerSerializer
from tlvwa.portal.answers.queries import finder_query
from tlvwa.portal.answers.queries.geolocation import GeolocatedPlace, geolocate
from tlvwa.portal.answers.queries.place_query import PlaceMatch, match_place
from tlvwa.portal.answers.serializers.answer import AnswerSerializer
from tlvwa.portal.answers.serializers.entries import AnswerParameters
from tlvwa.portal.answers.texts.place_messages import (
    ways_elsewhere,
    ways_on,
    ways_to_lands,
)
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, read_place
from tlvwa.portal.areas.lookup.place_text import clean_text
from tlvwa.portal.areas.model import AreaLevel, MalformedKey, UnknownArea
from tlvwa.portal.areas.outside import land_elsewhere
from tlvwa.portal.common import request_params
from tlvwa.portal.common.urls import with_query
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.finder.criteria import Fact
from tlvwa.portal.finder.errors import CriterionError, UnknownService
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.services.service import JSONObject, JSONService, not_found

LONGEST_PARAMETER = 200
REASONS = {
    PlaceCertainty.OUTSIDE: "outside",
    PlaceCertainty.NO_SUCH_CODE: "no_such_code",
    PlaceCertainty.NO_SUCH_NAME: "no_such_name",
}


class Responsible(JSONService):
    """Answers who is responsible for a service at a place on a day."""

    endpoint = "@responsible"

    def answer_to(self, form: request_params.Form, facts: Mapping[str, Fact]) -> JSONObject:
        """Return the answer as JSON-ready values, or an error that names its parameter."""
        snapshot = site_snapshot()
        service = request_params.text(form, "service")[:LONGEST_PARAMETER]
        if not service:
            raise BadRequest("service: the UID of a service or a LeiKa key is expected.")
        day = request_params.day(form)
        try:
            place = self.place(snapshot, form, day)
        except MalformedKey as error:
            raise BadRequest(str(error)) from None
        except UnknownArea as error:
            return self.unknown_place(snapshot, form, day, str(error))
        if isinstance(place, GeolocatedPlace | PlaceMatch):
            return self.place_choice(snapshot, service, place, day)
        try:
            answer = finder_query.answer_query(snapshot, service, place, day, facts)
        except UnknownService:
            return not_found(self.request, f"service: no service {service!r} is known.")
        except CriterionError as error:
            raise BadRequest(f"facts: {error}") from None
        return self.serialized(snapshot, answer)

    def serialized(self, snapshot: Snapshot, answer: Answer) -> JSONObject:
        """Return an answer as JSON-ready values."""
        serializer = self.serializer(snapshot)
        return {"@id": self.own_url(serializer.state(answer)), **serializer.answer(answer)}

    def place(
        self, snapshot: Snapshot, form: request_params.Form, day: date
    ) -> Location | GeolocatedPlace | PlaceMatch:
        """Return the one location that is given; what a text or point may mean if it is uncertain.

        Raises BadRequest, MalformedKey or UnknownArea.
        """
        area = request_params.text(form, "area")
        postal_code = request_params.postal_code(form)
        typed = request_params.text(form, "place")
        point = request_params.point(form)
        if len([value for value in (area, postal_code, typed, point) if value]) != 1:
            raise BadRequest("area: give one of area, postal_code, place, or lat and lon.")
        try:
            if area:
                return finder_query.location_of_key(snapshot, area)
            if postal_code:
                return finder_query.location_of_postal_code(snapshot, postal_code)
        except (MalformedKey, UnknownArea) as error:
            name = "area" if area else "postal_code"
            raise type(error)(f"{name}: {error}.") from None
        if typed:
            match = match_place(snapshot.gazetteer, typed, day)
            if match.location is None and not match.matches:
                raise UnknownArea(f"place: no place {clean_text(typed)[:60]!r} is known.")
            return match.location or match
        assert point is not None  # since one of the four is given
        geolocated = geolocate(
            snapshot.gazetteer, point, request_params.metres(form, "accuracy"), day
        )
        return geolocated.location or geolocated

    def place_choice(
        self,
        snapshot: Snapshot,
        service: str,
        place: GeolocatedPlace | PlaceMatch,
        day: date,
    ) -> JSONObject:
        """Return the question which of several places is meant by a text or a point."""
        if not finder_query.is_known(snapshot, service):
            return not_found(self.request, f"service: no service {service!r} is known.")
        if not place.matches:
            is_elsewhere = isinstance(place, GeolocatedPlace) and place.is_elsewhere
            message = "lat: no known place is at or near this point."
            reason = "outside" if is_elsewhere else "unknown"
            return not_found(self.request, message, reason=reason, ways_on=ways_elsewhere())
        serializer = self.serializer(snapshot)
        return {
            "@id": self.own_url({"service": service, "date": day.isoformat()}),
            **serializer.place_choice(service, day, place.matches, place.reason),
        }

    def unknown_place(
        self, snapshot: Snapshot, form: request_params.Form, day: date, message: str
    ) -> JSONObject:
        """Return the 404 of an unknown place: why it is unknown, and where to go on."""
        here = {area.key for area in snapshot.gazetteer.areas(AreaLevel.LAND)}
        land = land_elsewhere(request_params.text(form, "area"), here)
        if land:
            return not_found(self.request, message, reason="outside", ways_on=ways_to_lands([land]))
        typed = request_params.text(form, "postal_code") or request_params.text(form, "place")
        if not typed:
            return not_found(self.request, message)
        reading = read_place(snapshot.gazetteer, typed, day)
        return not_found(
            self.request,
            message,
            reason=REASONS[reading.certainty],
            ways_on=ways_on(reading) or ways_elsewhere(),
        )

    def serializer(self, snapshot: Snapshot) -> AnswerSerializer:
        """Return the serializer of answers with the addresses of this request."""
        serializer: AnswerSerializer = getMultiAdapter((snapshot, self.request), IAnswerSerializer)
        return serializer

    def own_url(self, state: AnswerParameters) -> str:
        """Return the address of this answer as JSON, without personal data."""
        return with_query(f"{self.context.absolute_url()}/{self.endpoint}", **state)
