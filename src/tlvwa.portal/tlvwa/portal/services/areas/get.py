"""``GET @areas?q=&postal_code=&lat=&lon=&date=``: places."""

from zExceptions import BadRequest

from tlvwa.portal.answers.queries.geolocation import geolocate
from tlvwa.portal.answers.serializers.places import area_item
from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.common import request_params
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.services.batch import batched
from tlvwa.portal.services.errors import not_found
from tlvwa.portal.services.service import JSONService

MOST_MATCHES = 50


class AreasGet(JSONService):
    """Areas by name while typing, key, postal code or point."""

    def reply(self):
        """Areas as batched items: key, name, kind, path, postal codes, validity."""
        form = self.request.form
        gazetteer = site_snapshot().gazetteer
        day = request_params.day(form)
        try:
            found = self.found(gazetteer, form, day)
        except UnknownArea:
            return not_found(self.request, "postal_code: this postal code is not known.")
        return batched(self.request, list(found.items()), lambda each: area_item(gazetteer, *each))

    def found(self, gazetteer, form, day):
        """The areas that fit, best first, each with the label of the name that was found, if there is one.

        Raises BadRequest, or UnknownArea for a postal code.
        """
        query = request_params.text(form, "q")
        postal_code = request_params.text(form, "postal_code")
        point = request_params.point(form)
        if len([given for given in (query, postal_code, point) if given]) > 1:
            raise BadRequest("q, postal_code, lat: give one of them.")
        if postal_code:
            return dict.fromkeys(self.with_postal_code(gazetteer, postal_code, day), "")
        if point:
            return dict.fromkeys(self.at_point(gazetteer, point, form, day), "")
        matches = find_areas(gazetteer, query, day, limit=MOST_MATCHES) if query else ()
        # A number is no name: the area is called by its own.
        labels = {}
        for each in matches:
            labels.setdefault(each.area, "" if each.text.isdecimal() else each.label)
        return labels

    def at_point(self, gazetteer, point, form, day):
        """The municipality of a point; where it is not certain, those to choose from."""
        found = geolocate(gazetteer, point, request_params.metres(form, "accuracy"), day)
        if found.place:
            return [gazetteer.area(found.place.code)]
        return list(dict.fromkeys(match.area for match in found.matches))

    def with_postal_code(self, gazetteer, postal_code, day):
        """The municipalities that a postal code can mean. Raises BadRequest or UnknownArea."""
        try:
            return [gazetteer.area(key) for key in gazetteer.possible(postal_code, day)]
        except MalformedKey:
            raise BadRequest("postal_code: five digits are expected.") from None
