"""``GET @responsible?service=&area=|postal_code=|lat=&lon=&date=``."""

from tlvwa.portal.services.responsible.base import Responsible


class ResponsibleGet(Responsible):
    """Who is responsible, as far as service, place and day tell."""

    def reply(self):
        """The answer; facts are personal and travel by POST only."""
        return self.answer_to(self.request.form, {})
