"""What GET and POST of ``@responsible`` share."""

from urllib.parse import urlencode

from zExceptions import BadRequest

from tlvwa.portal.answers import asking, parameters
from tlvwa.portal.answers.links import finder_url, url_of
from tlvwa.portal.answers.presenter import Presenter
from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.finder.errors import CriterionError, UnknownService
from tlvwa.portal.projection.reader import site_models
from tlvwa.portal.services.errors import not_found
from tlvwa.portal.services.service import JSONService

LONGEST_PARAMETER = 200


class Responsible(JSONService):
    """Answers who is responsible for a service at a place on a day."""

    def answer_to(self, form, facts):
        """The answer as JSON-ready values, or an error that names its parameter."""
        models = site_models()
        service = parameters.text(form, "service")[:LONGEST_PARAMETER]
        if not service:
            raise BadRequest("service: the UID of a service or a LeiKa key is expected.")
        day = parameters.day(form)
        point = parameters.point(form)
        try:
            place = self.place(models, form, point, day)
        except MalformedKey as error:
            raise BadRequest(str(error)) from None
        except UnknownArea as error:
            if point:
                return self.places_offered(models, service, point, day)
            return not_found(self.request, str(error))
        try:
            answer = asking.ask(models, service, place, day, facts)
        except UnknownService:
            return not_found(self.request, f"service: no service {service!r} is known.")
        except CriterionError as error:
            raise BadRequest(f"facts: {error}") from None
        presenter = self.presenter(models)
        return {"@id": self.own_url(presenter.state(answer))} | presenter.answer(answer)

    def place(self, models, form, point, day):
        """The one place that is given. Raises BadRequest, MalformedKey or UnknownArea."""
        area = parameters.text(form, "area")
        postal_code = parameters.text(form, "postal_code")
        if len([given for given in (area, postal_code, point) if given]) != 1:
            raise BadRequest("area: give one of area, postal_code, or lat and lon.")
        try:
            if area:
                return asking.place_of_key(models, area)
            if postal_code:
                return asking.place_of_postal_code(models, postal_code)
            return asking.place_of_point(models, point, day)
        except (MalformedKey, UnknownArea) as error:
            name = "area" if area else "postal_code" if postal_code else "lat"
            raise type(error)(f"{name}: {error}.") from None

    def places_offered(self, models, service, point, day):
        """The question for the place, where a point alone does not name one municipality."""
        if not asking.is_known(models, service):
            return not_found(self.request, f"service: no service {service!r} is known.")
        near = asking.places_near(models, point, day)
        if not near:
            return not_found(self.request, "lat: no known place is near this point.")
        presenter = self.presenter(models)
        return {
            "@id": self.own_url({"service": service, "date": day.isoformat()})
        } | presenter.near_places(service, day, near)

    def presenter(self, models):
        """Presents answers with the addresses of this request."""
        return Presenter(models, lambda node: url_of(self.request, node), self.permalink)

    def own_url(self, state):
        """The address of this answer as JSON; nothing personal is in it."""
        query = urlencode({name: value for name, value in state.items() if value})
        return f"{self.context.absolute_url()}/@responsible?{query}"

    def permalink(self, **parameters):
        """The address of a page with the same answer; nothing personal is in it."""
        return finder_url(**parameters)
