"""``GET @areas?q=&postal_code=&lat=&lon=&date=``: areas."""

from datetime import date

from zExceptions import BadRequest

from tlvwa.portal.answers.queries.geolocation import GeolocatedPlace, geolocate
from tlvwa.portal.answers.serializers.dissolved import dissolved_message
from tlvwa.portal.answers.serializers.places import area_item
from tlvwa.portal.answers.texts.place_messages import ways_elsewhere
from tlvwa.portal.areas.dissolved import dissolved_area, dissolved_area_by_key
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.name_index import find_areas, similar_areas
from tlvwa.portal.areas.lookup.place_reading import CODE_DIGITS
from tlvwa.portal.areas.model import Area, MalformedKey, UnknownArea
from tlvwa.portal.common import request_params
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.services.batch import batched
from tlvwa.portal.services.service import JSONObject, JSONService, not_found

MOST_MATCHES = 50


class AreasGet(JSONService):
    """Areas by name while typing, key, postal code or point."""

    def reply(self) -> JSONObject:
        """Return areas as batched items: key, name, kind, path, postal codes, validity.

        Of the key of an area that no longer exists, and of one that stands for itself although it has
        ended, ``became`` tells what became of it. A point outside of
        the Land has a ``reason`` and ``ways_on``, as with ``@responsible``.
        """
        form = self.request.form
        gazetteer = site_snapshot().gazetteer
        day = request_params.day(form)
        try:
            labels = self.areas(gazetteer, form, day)
        except UnknownArea:
            return not_found(self.request, "postal_code: this postal code is not known.")
        found = batched(
            self.request, list(labels.items()), lambda entry: area_item(gazetteer, *entry)
        )
        if not labels and request_params.point(form) and self._is_elsewhere(gazetteer, form, day):
            found |= {"reason": "outside", "ways_on": ways_elsewhere()}
        dissolved = dissolved_area_by_key(gazetteer, request_params.text(form, "q"), day)
        if dissolved is None and labels:
            dissolved = dissolved_area(gazetteer, next(iter(labels)).key, day)
        return {**found, "became": dissolved_message(dissolved)} if dissolved else found

    def areas(self, gazetteer: Gazetteer, form: request_params.Form, day: date) -> dict[Area, str]:
        """Return the matching areas, best first, with the label of the name that matched, if any.

        Raises BadRequest, or UnknownArea for a postal code.
        """
        query = request_params.text(form, "q")
        postal_code = request_params.postal_code(form)
        point = request_params.point(form)
        if len([value for value in (query, postal_code, point) if value]) > 1:
            raise BadRequest("q, postal_code, lat: give one of them.")
        if postal_code:
            return dict.fromkeys(self.with_postal_code(gazetteer, postal_code, day), "")
        if point:
            return dict.fromkeys(self.at_point(gazetteer, form, day), "")
        matches = find_areas(gazetteer, query, day, limit=MOST_MATCHES) if query else ()
        matches = matches or similar_areas(gazetteer, query, day)
        # A number is no name: the area is called by its own.
        labels: dict[Area, str] = {}
        for match in matches:
            is_code = match.text.isdecimal() and len(match.text) == CODE_DIGITS
            labels.setdefault(match.area, "" if is_code else match.label)
        return labels

    def _is_elsewhere(self, gazetteer: Gazetteer, form: request_params.Form, day: date) -> bool:
        """Return whether the point of the request lies outside of the Land."""
        return self._geolocated(gazetteer, form, day).is_elsewhere

    def _geolocated(
        self, gazetteer: Gazetteer, form: request_params.Form, day: date
    ) -> GeolocatedPlace:
        point = request_params.point(form)
        assert point is not None
        return geolocate(gazetteer, point, request_params.metres(form, "accuracy"), day)

    def at_point(self, gazetteer: Gazetteer, form: request_params.Form, day: date) -> list[Area]:
        """Return the municipality of a point, or several to choose from if it is uncertain."""
        geolocated = self._geolocated(gazetteer, form, day)
        if geolocated.location:
            return [gazetteer.area(geolocated.location.code)]
        return list(dict.fromkeys(match.area for match in geolocated.matches))

    def with_postal_code(self, gazetteer: Gazetteer, postal_code: str, day: date) -> list[Area]:
        """Return the municipalities a postal code can mean. Raises BadRequest or UnknownArea."""
        try:
            return [
                gazetteer.area(key) for key in gazetteer.possible_municipalities(postal_code, day)
            ]
        except MalformedKey:
            raise BadRequest("postal_code: five digits are expected.") from None
