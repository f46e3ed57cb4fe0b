"""``GET @responsible?service=&area=|postal_code=|lat=&lon=&date=``."""

from tlvwa.portal.answers.queries.finder_query import facts_from_form, shareable_facts
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.services.responsible.base import Responsible
from tlvwa.portal.services.service import JSONObject


class ResponsibleGet(Responsible):
    """Who is responsible, as far as service, place and day determine it."""

    def reply(self) -> JSONObject:
        """Return the answer.

        Of the facts only choices may be in an address; all others are sent with POST.
        """
        form = self.request.form
        service = str(form.get("service", ""))
        return self.answer_to(
            form, shareable_facts(site_snapshot(), service, facts_from_form(form))
        )
