"""How people get to an office: whom they call, where they write, how they come there.

What an office lacks is taken from the body it is part of, or from its Verband, and said to be theirs; what
nobody has is said to be missing.
"""

from functools import cached_property
from typing import TypedDict
from urllib.parse import quote

from zope.globalrequest import getRequest

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.answers.pages.office import OfficeCard
from tlvwa.portal.answers.queries.contact_providers import contact_provider
from tlvwa.portal.answers.serializers.entries import PhoneEntry
from tlvwa.portal.answers.serializers.offices import phone_entries
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import LastResort, central_name, last_resort
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot

MAP = "https://www.openstreetmap.org/"
NO_PHONE = _("Eine Telefonnummer dieser Stelle ist hier nicht eingetragen.")
NO_STREET = _("Straße und Hausnummer sind hier nicht eingetragen.")
NUMBER_115 = {
    "yes": _("Die Behördennummer 115 gibt Auskunft zu dieser Stelle."),
    "no": _("Diese Stelle nimmt an der Behördennummer 115 nicht teil."),
    "": _("Ob diese Stelle an der Behördennummer 115 teilnimmt, ist hier nicht eingetragen."),
}


class Substitute(TypedDict):
    """An authority whose contact data stand in for those of an office, and its address."""

    title: str
    url: str


class OfficeContact:
    """The ways to an office, for a page."""

    def __init__(self, snapshot: Snapshot, card: OfficeCard) -> None:
        self._snapshot = snapshot
        self._card = card

    @cached_property
    def _of_phones(self) -> Node | None:
        return contact_provider(self._snapshot, self._card.node, "phones", today())

    @cached_property
    def _of_emails(self) -> Node | None:
        return contact_provider(self._snapshot, self._card.node, "emails", today())

    @property
    def phones(self) -> list[PhoneEntry]:
        """The telephone numbers to call, be they the office's own or another's; may be empty."""
        provider = self._of_phones
        return phone_entries(payload_of(provider, AuthorityPayload)) if provider else []

    @property
    def phone_of(self) -> Substitute | None:
        """Whose numbers they are; ``None`` for the office's own, and for none."""
        return self._substitute(self._of_phones)

    @property
    def emails(self) -> tuple[str, ...]:
        """The mailboxes to write to, be they the office's own or another's; may be empty."""
        provider = self._of_emails
        return payload_of(provider, AuthorityPayload).emails if provider else ()

    @property
    def email_of(self) -> Substitute | None:
        """Whose mailboxes they are; ``None`` for the office's own, and for none."""
        return self._substitute(self._of_emails)

    def _substitute(self, provider: Node | None) -> Substitute | None:
        if provider is None or provider is self._card.node:
            return None
        return {"title": provider.title, "url": url_of(getRequest(), provider)}

    @property
    def _has_phone(self) -> bool:
        """Whether the office has a telephone of its own."""
        return bool(self.phones) and self.phone_of is None

    @property
    def message_url(self) -> str:
        """The form for a message to this office; empty if there is none."""
        return form_url("contact", behoerde=self._card.uid)

    @property
    def message_goes_to(self) -> str:
        """Who receives a message if the office has no mailbox; empty if it has one."""
        return "" if self._card.payload.emails else central_name()

    @property
    def map_url(self) -> str:
        """The address of a map of the place on another website; empty if the place is not known."""
        point, address = self._card.payload.point, self._typed_address
        if point is not None:
            latitude, longitude = point
            return f"{MAP}?mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}"
        return f"{MAP}search?query={quote(address)}" if address else ""

    @property
    def geo_url(self) -> str:
        """The same for an application for maps (RFC 5870); empty if the point is not known."""
        point = self._card.payload.point
        return f"geo:{point[0]},{point[1]}" if point is not None else ""

    @property
    def _typed_address(self) -> str:
        address = self._card.payload.address
        if not address.street:
            return ""
        return ", ".join((address.street, f"{address.postal_code} {address.town}".strip()))

    @property
    def missing(self) -> list[str]:
        """What is not known of the ways to the office, each as a sentence."""
        return [
            *([] if self._has_phone else [say(NO_PHONE)]),
            *([say(NO_STREET)] if not self._card.payload.address.street else []),
        ]

    @property
    def report_url(self) -> str:
        """The form that says what is missing or wrong here; empty if there is none or nobody sees the office.

        Where the page says of one piece that it is missing, the form begins with it.
        """
        if not self._snapshot.is_public(self._card.uid, today()):
            return ""
        payload = self._card.payload
        missing = [
            *(["phones"] if not payload.phones else []),
            *(["address"] if not payload.address.street else []),
            *(["emails"] if not payload.emails else []),
        ]
        piece = missing[0] if len(missing) == 1 else ""
        return form_url("feedback", behoerde=self._card.uid, angabe=piece)

    @property
    def number_115(self) -> str:
        """What is known of the office and the number 115, where people cannot call it; else empty."""
        return "" if self._has_phone else say(NUMBER_115[self._card.payload.number_115])

    @property
    def last_resort(self) -> LastResort | None:
        """Whom to call where the office has no number of its own; else ``None``."""
        return None if self._has_phone else last_resort()
