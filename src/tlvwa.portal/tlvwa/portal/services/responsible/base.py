"""What GET and POST of ``@responsible`` share."""

from urllib.parse import urlencode

from zExceptions import BadRequest

from tlvwa.portal.answers.queries import finder_query
from tlvwa.portal.answers.queries.geolocation import GeolocatedPlace, geolocate
from tlvwa.portal.answers.serializers.answer import AnswerSerializer
from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.common import request_params
from tlvwa.portal.common.urls import finder_url, url_of
from tlvwa.portal.finder.errors import CriterionError, UnknownService
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.services.errors import not_found
from tlvwa.portal.services.service import JSONService

LONGEST_PARAMETER = 200


class Responsible(JSONService):
    """Answers who is responsible for a service at a place on a day."""

    endpoint = "@responsible"

    def answer_to(self, form, facts):
        """The answer as JSON-ready values, or an error that names its parameter."""
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
            return not_found(self.request, str(error))
        if isinstance(place, GeolocatedPlace):
            return self.places_offered(snapshot, service, place, day)
        try:
            answer = finder_query.ask(snapshot, service, place, day, facts)
        except UnknownService:
            return not_found(self.request, f"service: no service {service!r} is known.")
        except CriterionError as error:
            raise BadRequest(f"facts: {error}") from None
        return self.presented(snapshot, answer)

    def presented(self, snapshot, answer):
        """An answer as JSON-ready values."""
        presenter = self.presenter(snapshot)
        return {"@id": self.own_url(presenter.state(answer))} | presenter.answer(answer)

    def place(self, snapshot, form, day):
        """The one place that is given; of a point for which none is certain, what is known of it.

        Raises BadRequest, MalformedKey or UnknownArea.
        """
        area = request_params.text(form, "area")
        postal_code = request_params.text(form, "postal_code")
        point = request_params.point(form)
        if len([given for given in (area, postal_code, point) if given]) != 1:
            raise BadRequest("area: give one of area, postal_code, or lat and lon.")
        try:
            if area:
                return finder_query.place_of_key(snapshot, area)
            if postal_code:
                return finder_query.place_of_postal_code(snapshot, postal_code)
        except (MalformedKey, UnknownArea) as error:
            name = "area" if area else "postal_code"
            raise type(error)(f"{name}: {error}.") from None
        found = geolocate(snapshot.gazetteer, point, request_params.metres(form, "accuracy"), day)
        return found.place or found

    def places_offered(self, snapshot, service, found, day):
        """The question for the place, where a point alone does not name one municipality."""
        if not finder_query.is_known(snapshot, service):
            return not_found(self.request, f"service: no service {service!r} is known.")
        if not found.matches:
            return not_found(self.request, "lat: no known place is at or near this point.")
        presenter = self.presenter(snapshot)
        return {
            "@id": self.own_url({"service": service, "date": day.isoformat()})
        } | presenter.places_of_point(service, day, found)

    def presenter(self, snapshot):
        """Presents answers with the addresses of this request."""
        return AnswerSerializer(snapshot, lambda node: url_of(self.request, node), self.permalink)

    def own_url(self, state):
        """The address of this answer as JSON; nothing personal is in it."""
        query = urlencode({name: value for name, value in state.items() if value})
        return f"{self.context.absolute_url()}/{self.endpoint}?{query}"

    def permalink(self, **parameters):
        """The address of a page with the same answer; nothing personal is in it."""
        return finder_url(**parameters)
