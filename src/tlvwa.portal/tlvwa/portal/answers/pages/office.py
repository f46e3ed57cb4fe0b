"""What a page shows of an authority, from its node: no object is loaded."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import TypedDict

from tlvwa.portal import openinghours
from tlvwa.portal.answers.pages.hours_ahead import (
    SpecialHours,
    monthly_lines,
    special_hours,
    times_text,
)
from tlvwa.portal.answers.queries.office_hours import office_hours
from tlvwa.portal.answers.serializers.entries import PhoneEntry
from tlvwa.portal.answers.serializers.offices import phone_entries
from tlvwa.portal.answers.texts.contact_sources import ContactNote, contact_note
from tlvwa.portal.common.clock import now
from tlvwa.portal.common.formatting import clock_text, day_text, weekday_text
from tlvwa.portal.common.i18n import _, content_language, say, say_default
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node, payload_of

BY_APPOINTMENT = _("Nur nach Terminvereinbarung.")
DOUBTFUL_HOLIDAY = _("${holiday}: in Teilen der Gemeinde ein Feiertag, bitte fragen Sie nach")
DAYS_OF_A_WEEK = 7


class HoursNote(TypedDict):
    """A sentence on the hours, and its language; ``None`` if it is that of the request."""

    text: str
    language: str | None


class DayHours(TypedDict):
    """A day of the week with its hours, and why they differ: the authority's own label, and a reason."""

    name: str
    hours: str
    label: str
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
    def phones(self) -> list[PhoneEntry]:
        """The telephone numbers with labels and ``tel:`` addresses."""
        return phone_entries(self.payload)

    @property
    def sources(self) -> dict[str, ContactNote]:
        """Day and source of the pieces of contact data that the authority has, by piece."""
        payload = self.payload
        return {
            piece: contact_note(payload.contact_source(piece)) for piece in payload.contact_pieces
        }

    @cached_property
    def hours(self) -> openinghours.OpeningHours | None:
        """The opening hours, with the public holidays of the seat."""
        return office_hours(site_snapshot(), self.node, now().date())

    @property
    def open_now(self) -> str:
        """Whether people are received now, until when and how; empty where nothing is said of it."""
        if self.hours is None:
            return ""
        moment = now()
        state = openinghours.opening_state(self.hours, moment)
        if state.day.unknown:
            return ""
        if state.day.by_appointment and not state.day.rows:
            return say(_("Heute nur nach Terminvereinbarung."))
        text = _state_text(state, moment)
        return f"{text} {self.by_appointment}".rstrip()

    @property
    def by_appointment(self) -> str:
        """That people are received only by appointment; empty if they may just come."""
        is_needed = self.hours is not None and self.hours.by_appointment
        return say(BY_APPOINTMENT) if is_needed else ""

    @property
    def has_hours(self) -> bool:
        """True if anything is said of the hours."""
        return bool(self.week or self.hours_notes or self.special_hours)

    @property
    def hours_notes(self) -> list[HoursNote]:
        """What is said of the hours in words: how people are received, and the authority's own note."""
        notes: list[HoursNote] = []
        if self.by_appointment:
            notes.append({"text": self.by_appointment, "language": None})
        if self.payload.hours_note:
            notes.append({"text": self.payload.hours_note, "language": self.language})
        return notes

    @property
    def monthly_hours(self) -> list[str]:
        """The hours of days that recur by the month, which this week may not show."""
        return monthly_lines(self.hours.rows) if self.hours else []

    @cached_property
    def special_hours(self) -> list[SpecialHours]:
        """The next special periods, with those of today."""
        return special_hours(self.hours, now().date()) if self.hours else []

    @property
    def week(self) -> list[DayHours]:
        """The days of this week with their hours, or the reason why they are closed.

        Empty where no day has times of its own.
        """
        if self.hours is None:
            return []
        days = openinghours.opening_week(self.hours, now().date())
        if not self.hours.rows and not any(day.special for day in days):
            return []
        return [self._day(day) for day in days]

    def _day(self, day: openinghours.OpeningDay) -> DayHours:
        return {
            "name": weekday_text(day.date),
            "hours": times_text(day.rows) or _no_times_text(day),
            "label": day.label,
            "reason": ", ".join(filter(None, _reasons(day))),
        }


def _no_times_text(day: openinghours.OpeningDay) -> str:
    if day.by_appointment:
        return say(_("nur nach Terminvereinbarung"))
    return say(_("keine Angabe")) if day.unknown else say(_("geschlossen"))


def _reasons(day: openinghours.OpeningDay) -> Iterator[str]:
    """Yield why the hours of a day are what they are, and what people should know of them."""
    if not day.label:
        yield say_default(day.holiday)
    if day.special and day.rows and day.by_appointment:
        yield say(_("nur nach Terminvereinbarung"))
    if day.doubtful_holiday:
        yield say(DOUBTFUL_HOLIDAY, holiday=say_default(day.doubtful_holiday))


def _state_text(state: openinghours.OpeningState, moment: datetime) -> str:
    if state.until is None:
        return say(_("Jetzt geöffnet.") if state.open else _("Jetzt geschlossen."))
    when = _moment_text(state.until, (state.until.date() - moment.date()).days)
    if state.open:
        return say(_("Jetzt geöffnet, bis ${moment}."), moment=when)
    return say(_("Jetzt geschlossen, öffnet wieder: ${moment}."), moment=when)


def _moment_text(moment: datetime, days: int) -> str:
    """Return a moment ``days`` from today as people say it: a time, tomorrow, a weekday, or a date."""
    clock = clock_text(moment)
    if days == 0:
        return clock
    if days == 1:
        return say(_("morgen, ${clock}"), clock=clock)
    day = weekday_text(moment) if days < DAYS_OF_A_WEEK else day_text(moment.date())
    return say(_("${day}, ${clock}"), day=day, clock=clock)
