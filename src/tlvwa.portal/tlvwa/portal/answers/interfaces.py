"""Interfaces by which an add-on replaces how answers are serialized."""

from zope.interface import Interface


class IAnswerSerializer(Interface):
    """Turns answers of the finder into JSON-ready values; a multi-adapter of a snapshot and a request."""

    def answer(answer):
        """The whole answer in the shape of ``@responsible`` (spec:responsible-shape)."""

    def places_of_point(service, day, located):
        """The question for the place, in the same shape, where a point alone does not name one."""

    def state(answer):
        """The parameters that lead to this answer again; nothing personal is among them."""
