"""Interfaces by which an add-on replaces how answers are serialized."""

from datetime import date
from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from tlvwa.portal.answers.queries.geolocation import GeolocatedPlace
    from tlvwa.portal.answers.serializers.entries import AnswerEntry, AnswerParameters
    from tlvwa.portal.finder.answer import Answer


class IAnswerSerializer(Interface):
    """Turns answers of the finder into JSON-ready values; a multi-adapter of a snapshot and a request."""

    def answer(answer: "Answer") -> "AnswerEntry":
        """The whole answer in the shape of ``@responsible`` (spec:responsible-shape)."""

    def places_of_point(service: str, day: date, located: "GeolocatedPlace") -> "AnswerEntry":
        """The question for the place, in the same shape, where a point alone does not name one."""

    def state(answer: "Answer") -> "AnswerParameters":
        """The parameters that lead to this answer again; nothing personal is among them."""
