"""The day of an answer, and the form that asks for another day."""

from datetime import date
from urllib.parse import urlencode

from tlvwa.portal.answers.pages.finder.addresses import FinderAddresses
from tlvwa.portal.answers.pages.finder.form import HiddenField, hidden_fields
from tlvwa.portal.answers.queries.finder_result import FinderResult
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say


class DayPicker:
    """The day asked for, in words, and what the form for another day sends on."""

    def __init__(self, result: FinderResult, addresses: FinderAddresses) -> None:
        self._result = result
        self._addresses = addresses

    @property
    def day(self) -> date:
        """The day asked for."""
        return self._result.day

    @property
    def text(self) -> str:
        """The day asked for, in words; empty for today."""
        return "" if self.day == today() else day_text(self.day)

    @property
    def stand_text(self) -> str:
        """The day of the answer, in words; of another day than today also how far it is known."""
        if self.day == today():
            return say(_("Stand: ${day}"), day=day_text(self.day))
        return say(
            _("Antwort für den ${day}, Stand: ${today}"),
            day=day_text(self.day),
            today=day_text(today()),
        )

    @property
    def fields(self) -> list[HiddenField]:
        """What the form sends on that asks for another day; nothing personal."""
        service = "" if self._result.query.own_page else self._addresses.service
        parameters = {"service": service} if service else {}
        return hidden_fields(parameters | self._addresses.place | self._addresses.facts)

    def today_url(self, page: str) -> str:
        """The address of the same for today, on a page that shows this state."""
        query = urlencode([(field["name"], field["value"]) for field in self.fields])
        return f"{page}?{query}" if query else page
