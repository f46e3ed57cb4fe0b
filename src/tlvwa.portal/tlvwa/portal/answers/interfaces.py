"""Interfaces by which an add-on replaces how answers are serialized."""

from datetime import date
from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlvwa.portal.answers.serializers.entries import AnswerEntry, AnswerParameters
    from tlvwa.portal.areas.lookup.name_index import AreaMatch
    from tlvwa.portal.finder.answer import Answer


class IAnswerSerializer(Interface):
    """Turns answers of the finder into JSON-ready values; a multi-adapter of a snapshot and a request."""

    def answer(answer: "Answer") -> "AnswerEntry":
        """The whole answer in the shape of ``@responsible`` (spec:responsible-shape)."""

    def place_choice(
        service: str, day: date, matches: "Sequence[AreaMatch]", reason: str
    ) -> "AnswerEntry":
        """The question which of several places is meant, in the same shape."""

    def state(answer: "Answer") -> "AnswerParameters":
        """The parameters that lead to this answer again; nothing personal is among them."""
