"""The answer as a page shows it: headline, offices, why it is they, until when it holds, what changes."""

from datetime import date
from typing import TypedDict

from tlvwa.portal.answers.pages.finder.addresses import FinderAddresses
from tlvwa.portal.answers.pages.office import OfficeCard
from tlvwa.portal.answers.pages.office_contact import OfficeContact
from tlvwa.portal.answers.serializers.entries import (
    AnnouncementEntry,
    AnswerEntry,
    OfficeEntry,
    StepEntry,
)
from tlvwa.portal.answers.texts import messages
from tlvwa.portal.answers.texts.certainty import known_since_text, unknown_day_text
from tlvwa.portal.answers.texts.explanation import why_sentence
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.contact import phone_link
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.answer import Answer, Status
from tlvwa.portal.finder.explanation import StepOutcome
from tlvwa.portal.finder.records import Certainty, Role
from tlvwa.portal.readmodels.snapshot import Snapshot

STATUS_TEXTS = {
    Status.CANDIDATES: _("Hier kommen mehrere Stellen in Betracht"),
    Status.NOT_OFFERED: _("Diese Leistung wird hier nicht angeboten"),
    Status.REFERRED: _("Dafür ist eine andere Stelle da"),
    Status.GAP: _("Für diesen Ort ist keine zuständige Stelle eingetragen"),
}
VALID_BETWEEN = _("Diese Antwort gilt vom ${first} bis zum ${last}.")


class ShownOffice(TypedDict):
    """An office of the answer, the ways to it, and for whom it acts."""

    office: OfficeCard
    contact: OfficeContact
    on_behalf_of: str
    example: bool


class Announcement(TypedDict):
    """What changes, and the address of the answer on a day on which it is so."""

    text: str
    day: str
    url: str


class AnswerSection:
    """An answer; ``entry`` is the same in the shape of ``@responsible``.

    ``is_for_place`` is false where the answer is the same in the whole Land and no place was asked for.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        answer: Answer,
        entry: AnswerEntry,
        addresses: FinderAddresses,
        *,
        is_for_place: bool,
    ) -> None:
        self._snapshot = snapshot
        self._answer = answer
        self._entry = entry
        self._addresses = addresses
        self._is_for_place = is_for_place

    @property
    def status_text(self) -> str:
        """The headline of an answer without one office."""
        if not self._answer.is_day_known:
            return say(_("Für diesen Tag ist hier nichts bekannt"))
        if self._answer.is_place_lost:
            return say(_("Wer hier zuständig ist, ist noch nicht bekannt"))
        return say(STATUS_TEXTS.get(Status(self._entry["status"]), _("Zuständig ist")))

    @property
    def why(self) -> str:
        """One plain sentence: why this office. Empty where there is not exactly one."""
        won = [
            step
            for step in self._entry["explanation"]
            if step["outcome"] == StepOutcome.WON and step["role"] == Role.RESPONSIBLE
        ]
        if self._entry["status"] != Status.ANSWERED or not won or not self._is_for_place:
            return ""
        reference = won[0]["area"]
        assert reference is not None  # only the step about the question itself has none
        area = self._snapshot.gazetteer.area(reference["key"])
        rule = messages.rule_text(area, won[0]["legal_basis"])
        return f"{why_sentence(self._snapshot, self._answer)} {rule}"

    @property
    def caveat(self) -> str:
        """Why the answer may be wrong, and how to make sure; empty where it was checked."""
        certainty = self._entry["certainty"]
        if certainty is None or certainty["level"] == Certainty.CONFIRMED:
            return ""
        return f"{certainty['text']} {certainty['way_to_check']}".rstrip()

    @property
    def unknown_day(self) -> str:
        """As of when anything is known, where nothing is known of the day; else empty."""
        return unknown_day_text(self._answer)

    @property
    def known_day_url(self) -> str:
        """The address of the answer for the day nearest to an unknown one of which something is known."""
        first, last = self._answer.known
        day = first if first is not None and self._answer.day < first else last
        return self._addresses.state_url(date=day.isoformat()) if day is not None else ""

    @property
    def offices(self) -> list[ShownOffice]:
        """The offices of the answer, ready to be shown."""
        return [self._office(entry) for entry in self._entry["offices"]]

    @property
    def contact_points(self) -> list[ShownOffice]:
        """The contact points beside the office."""
        return [self._office(entry) for entry in self._entry["contact_points"]]

    def office(self, entry: OfficeEntry | None) -> ShownOffice | None:
        """One office of the answer, ready to be shown; ``None`` for none."""
        return self._office(entry) if entry else None

    def _office(self, entry: OfficeEntry) -> ShownOffice:
        card = OfficeCard(self._snapshot.nodes[entry["UID"]], entry["@id"])
        return {
            "office": card,
            "contact": OfficeContact(self._snapshot, card),
            "on_behalf_of": entry["on_behalf_of"]["text"] if entry["on_behalf_of"] else "",
            "example": entry["example"],
        }

    def phone_url(self, text: str) -> str:
        """The ``tel:`` address of a telephone number; empty if it cannot be read."""
        return phone_link(text)

    @property
    def validity_text(self) -> str:
        """Since when and until when this answer holds, as far as that is known.

        Empty where nobody knows where the place went: the day of its end is only inferred.
        """
        first, last = self._answer.valid
        if self._answer.is_place_lost:
            return ""
        if first is None and self._answer.is_day_known:
            since = known_since_text(self._answer.known[0])
            until = (
                say(_("Diese Antwort gilt bis zum ${last}."), last=day_text(last)) if last else ""
            )
            return f"{since} {until}".strip()
        if first and last:
            return say(VALID_BETWEEN, first=day_text(first), last=day_text(last))
        if first:
            return say(_("Diese Antwort gilt seit dem ${first}."), first=day_text(first))
        return ""

    @property
    def confirmed_text(self) -> str:
        """When and against what the answer was checked; empty where it was not."""
        certainty = self._entry["certainty"]
        if certainty is None or certainty["level"] != Certainty.CONFIRMED:
            return ""
        return certainty["text"]

    @property
    def announcements(self) -> list[Announcement]:
        """What changes before long, and what changed lately, each with a day on which it is so."""
        return [self._announcement(entry) for entry in self._entry["announcements"]]

    def _announcement(self, entry: AnnouncementEntry) -> Announcement:
        first, last = _day(entry["from"]), _day(entry["until"])
        day = first if first is not None and first > self._answer.day else last or first
        assert day is not None  # an announcement has at least one end
        return {
            "text": entry["text"],
            "day": day_text(day),
            "url": self._addresses.state_url(date=day.isoformat() if day != today() else ""),
        }

    def step_title(self, step: StepEntry) -> str:
        """The headline of one step of the explanation."""
        area = step["area"]
        authority = step["authority"]
        parts = [authority["title"] if authority else "", area["name"] if area else ""]
        return ", ".join(part for part in parts if part)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
