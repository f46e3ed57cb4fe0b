"""``GET @reason?service=&area=|postal_code=&date=&stand=``: the reason of an answer."""

from collections.abc import Mapping

from zExceptions import BadRequest

from tlvwa.portal.answers.pages.reason import CitableReason
from tlvwa.portal.answers.serializers.answer import answer_parameters
from tlvwa.portal.common import request_params
from tlvwa.portal.common.fingerprint import is_fingerprint
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.finder.criteria import Fact
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.services.responsible.get import ResponsibleGet
from tlvwa.portal.services.service import JSONObject

PARAMETERS = ("service", "area", "postal_code", "date")


class ReasonGet(ResponsibleGet):
    """The reason of an answer; takes the parameters of ``@responsible`` without a point."""

    endpoint = "@reason"

    def answer_to(self, form: request_params.Form, facts: Mapping[str, Fact]) -> JSONObject:
        """Return the reason. Raises BadRequest for a ``stand`` that is no hash."""
        stand = request_params.text(form, "stand").lower()
        if stand and not is_fingerprint(stand):
            raise BadRequest("stand: 64 hexadecimal digits are expected.")
        parameters = {name: form[name] for name in PARAMETERS if name in form}
        return super().answer_to(parameters, facts)

    def serialized(self, snapshot: Snapshot, answer: Answer) -> JSONObject:
        """Return the reason as JSON-ready values."""
        stand = request_params.text(self.request.form, "stand").lower()
        reason = CitableReason(self.serializer(snapshot), answer).serialize(stand)
        return {"@id": self.own_url(answer_parameters(snapshot, answer)), **reason}
