"""What a page shows of an authority, from the read models: no object is loaded."""

from tlvwa.portal import openinghours
from tlvwa.portal.content.authority.contact import phone_link
from tlvwa.portal.content.wording import WEEKDAYS, clock_text, day_text
from tlvwa.portal.projection.clock import now


class Office:
    """An authority's node, made readable."""

    def __init__(self, node, url):
        self.node = node
        self.payload = node.payload
        self.uid = node.uid
        self.title = node.title
        self.url = url

    @property
    def address_lines(self):
        """Street, addition, and postal code with town; only what is known."""
        address = self.payload.address
        town = f"{address.postal_code} {address.town}".strip()
        return [line for line in (address.street, address.addition, town) if line]

    @property
    def phones(self):
        """Numbers with their ``tel:`` address and whom they reach."""
        return [
            {"number": number, "label": label, "link": phone_link(number)}
            for number, label in self.payload.phones
        ]

    @property
    def open_now(self):
        """One sentence: open or closed, and until when; empty where no hours are kept."""
        hours = self.payload.hours
        if hours is None:
            return ""
        moment = now()
        state = openinghours.state(hours, moment)
        word = "Jetzt geöffnet" if state.open else "Jetzt geschlossen"
        if state.until is None:
            return f"{word}."
        clock = clock_text(state.until)
        days = (state.until.date() - moment.date()).days
        if days == 0:
            when = clock
        elif days == 1:
            when = f"morgen, {clock}"
        elif days < len(WEEKDAYS):
            when = f"{WEEKDAYS[state.until.weekday()]}, {clock}"
        else:
            when = f"{day_text(state.until.date())}, {clock}"
        return f"{word}, bis {when}." if state.open else f"{word}, öffnet wieder: {when}."

    @property
    def week(self):
        """This week's days with their hours, or the reason why they are closed."""
        hours = self.payload.hours
        if hours is None:
            return []
        return [self._day(day) for day in openinghours.week(hours, now().date())]

    def _day(self, day):
        stretches = [
            f"{clock_text(row.opens).removesuffix(' Uhr')} bis {clock_text(row.closes)}"
            + (f" ({row.note})" if row.note else "")
            for row in day.rows
        ]
        return {
            "name": WEEKDAYS[day.date.weekday()],
            "hours": " und ".join(stretches) or "geschlossen",
            "reason": day.reason,
        }
