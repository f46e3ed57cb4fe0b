"""``GET @reason?service=&area=|postal_code=&date=&stand=``: the reason of an answer."""

from zExceptions import BadRequest

from tlvwa.portal.answers.pages.reason import CitableReason
from tlvwa.portal.answers.serializers.answer import serialize_finder_request
from tlvwa.portal.common import request_params
from tlvwa.portal.common.fingerprint import is_fingerprint
from tlvwa.portal.services.responsible.get import ResponsibleGet

NAMED = ("service", "area", "postal_code", "date")


class ReasonGet(ResponsibleGet):
    """Why somebody is responsible; asked as ``@responsible`` is, but for a point."""

    endpoint = "@reason"

    def answer_to(self, form, facts):
        """The reason; a ``stand`` that is no hash is refused."""
        stand = request_params.text(form, "stand").lower()
        if stand and not is_fingerprint(stand):
            raise BadRequest("stand: 64 hexadecimal digits are expected.")
        named = {name: form[name] for name in NAMED if name in form}
        return super().answer_to(named, facts)

    def presented(self, snapshot, answer):
        """The reason as JSON-ready values."""
        stand = request_params.text(self.request.form, "stand").lower()
        told = CitableReason(self.presenter(snapshot), answer).told(stand)
        return {"@id": self.own_url(serialize_finder_request(snapshot, answer))} | told
