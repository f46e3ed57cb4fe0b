"""What a page shows of an authority, from its node: no object is loaded."""

from datetime import datetime
from functools import reduce
from typing import TypedDict

from tlvwa.portal import openinghours
from tlvwa.portal.common.clock import now
from tlvwa.portal.common.contact import phone_numbers
from tlvwa.portal.common.formatting import clock_text, day_text, span_text, weekday_text
from tlvwa.portal.common.i18n import _, content_language, say, say_default
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node, payload_of

BOTH = _("${one} und ${next}")
DAYS_OF_A_WEEK = 7


class Phone(TypedDict):
    """A telephone number, whose it is, and its ``tel:`` address; that is empty if nobody can read it."""

    number: str
    label: str
    link: str


class DayHours(TypedDict):
    """A day of the week with its hours, and why it is closed or open otherwise than usual."""

    name: str
    hours: str
    reason: str


class OfficeCard:
    """Address, telephone numbers and opening hours of an authority, as texts."""

    def __init__(self, node: Node, url: str) -> None:
        self.node = node
        self.payload = payload_of(node, AuthorityPayload)
        self.uid = node.uid
        self.title = node.title
        self.url = url

    @property
    def language(self) -> str | None:
        """The language of the authority's texts for ``lang``; ``None`` if it is that of the request."""
        return content_language()

    @property
    def address_lines(self) -> list[str]:
        """Street, addition, and postal code with town; unknown lines are left out."""
        address = self.payload.address
        town = f"{address.postal_code} {address.town}".strip()
        return [line for line in (address.street, address.addition, town) if line]

    @property
    def phones(self) -> list[Phone]:
        """The telephone numbers with labels and ``tel:`` addresses; a field may hold several."""
        return [
            {
                "number": number.text,
                "label": ", ".join(filter(None, (label, number.remark))),
                "link": number.uri,
            }
            for text, label in self.payload.phones
            for number in phone_numbers(text)
        ]

    @property
    def open_now(self) -> str:
        """One sentence: open or closed, and until when; empty without opening hours."""
        hours = self.payload.hours
        if hours is None:
            return ""
        moment = now()
        state = openinghours.opening_state(hours, moment)
        if state.until is None:
            return say(_("Jetzt geöffnet.") if state.open else _("Jetzt geschlossen."))
        when = _moment_text(state.until, (state.until.date() - moment.date()).days)
        if state.open:
            return say(_("Jetzt geöffnet, bis ${moment}."), moment=when)
        return say(_("Jetzt geschlossen, öffnet wieder: ${moment}."), moment=when)

    @property
    def week(self) -> list[DayHours]:
        """The days of this week with their hours, or the reason why they are closed."""
        hours = self.payload.hours
        if hours is None:
            return []
        return [self._day(day) for day in openinghours.opening_week(hours, now().date())]

    def _day(self, day: openinghours.OpeningDay) -> DayHours:
        spans = [
            span_text(row.opens, row.closes) + (f" ({row.note})" if row.note else "")
            for row in day.rows
        ]
        together = reduce(lambda one, next_: say(BOTH, one=one, next=next_), spans or [""])
        return {
            "name": weekday_text(day.date),
            "hours": together or say(_("geschlossen")),
            "reason": day.label or say_default(day.holiday),
        }


def _moment_text(moment: datetime, days: int) -> str:
    """Return a moment ``days`` from today as people say it: a time, tomorrow, a weekday, or a date."""
    clock = clock_text(moment)
    if days == 0:
        return clock
    if days == 1:
        return say(_("morgen, ${clock}"), clock=clock)
    day = weekday_text(moment) if days < DAYS_OF_A_WEEK else day_text(moment.date())
    return say(_("${day}, ${clock}"), day=day, clock=clock)
