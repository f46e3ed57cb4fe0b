"""``GET @reason?service=&area=|postal_code=&date=&stand=``: the reason of an answer."""

from zExceptions import BadRequest

from tlvwa.portal.answers import parameters
from tlvwa.portal.answers.presenter import presented_state
from tlvwa.portal.answers.reason import Reason
from tlvwa.portal.finder.fingerprint import is_fingerprint
from tlvwa.portal.services.responsible.get import ResponsibleGet

NAMED = ("service", "area", "postal_code", "date")


class ReasonGet(ResponsibleGet):
    """Why somebody is responsible; asked as ``@responsible`` is, but for a point."""

    endpoint = "@reason"

    def answer_to(self, form, facts):
        """The reason; a ``stand`` that is no hash is refused."""
        stand = parameters.text(form, "stand").lower()
        if stand and not is_fingerprint(stand):
            raise BadRequest("stand: 64 hexadecimal digits are expected.")
        named = {name: form[name] for name in NAMED if name in form}
        return super().answer_to(named, facts)

    def presented(self, models, answer):
        """The reason as JSON-ready values."""
        stand = parameters.text(self.request.form, "stand").lower()
        told = Reason(self.presenter(models), answer).told(stand)
        return {"@id": self.own_url(presented_state(models, answer))} | told
