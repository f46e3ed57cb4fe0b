"""What another source says of a piece of contact data, and what becomes of it at an authority.

An import knows by a digest whether a value is still the one that an import wrote: only such a value is
replaced. What an editor entered stays; a newer source only proposes. Nothing here asks anybody or writes
to the database by itself: whoever calls it does.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tlvwa.portal.content.authority.contact_pieces import EDITORS
from tlvwa.portal.content.authority.contact_values import (
    Value,
    is_part,
    says_the_same,
    value_digest,
)
from tlvwa.portal.readmodels.payloads import ContactSource


class OfferOutcome(StrEnum):
    """What becomes of an offer."""

    FILLED = "filled"  # the authority said nothing of it
    UPDATED = "updated"  # the value was still that of an import
    CONFIRMED = "confirmed"  # the value is the same, its day becomes the newer one
    UNCHANGED = "unchanged"
    PROPOSED = "proposed"  # an editor's own value differs, and is older
    TO_TRY = "to_try"  # the name of a website, which the link check tries before it is used
    WAITING = "waiting"  # was proposed, or is to be tried, since an earlier import
    KEPT = "kept"  # an editor's own value is as new or newer, or the proposal was declined
    OLDER = "older"  # than what is stored


@dataclass(frozen=True, slots=True)
class ContactOffer:
    """A value of a piece, by field, with its source and day.

    ``is_untried``: it is a web address made of the bare name of a host; nobody knows whether it works.
    """

    piece: str
    value: Value = field(hash=False)
    source: str
    as_of: date
    url: str = ""
    is_untried: bool = False

    @property
    def row(self) -> ContactSource:
        """The row that says where the value comes from."""
        return ContactSource(self.piece, self.source, self.as_of, self.url)

    @property
    def digest(self) -> str:
        """What names this very offer in a form."""
        return value_digest(self.value | {"offered": "|".join(self.mark)})

    @property
    def mark(self) -> tuple[str, str, str]:
        """What names the offer of one source of one day: by it a declined one is known again."""
        return self.piece, self.source, self.as_of.isoformat()


@dataclass(frozen=True, slots=True)
class StoredPiece:
    """What an authority has of a piece: its value and source, and what became of earlier offers."""

    value: Value
    source: ContactSource | None = None
    digest: str = ""  # of the value that an import wrote last; empty for none
    proposal: ContactOffer | None = None
    to_try: ContactOffer | None = None
    declined: frozenset[tuple[str, str, str]] = frozenset()

    @property
    def is_of_import(self) -> bool:
        """True if the value is still the one that an import wrote."""
        is_editors = self.source is not None and self.source.source == EDITORS
        return bool(self.digest) and not is_editors and self.digest == value_digest(self.value)

    def is_older_than(self, offer: ContactOffer) -> bool:
        """True if the day of the value is before that of the offer, or unknown."""
        return self.source is None or self.source.as_of is None or self.source.as_of < offer.as_of


def outcome(stored: StoredPiece, offer: ContactOffer) -> OfferOutcome:
    """Return what becomes of an offer."""
    if not offer.is_untried:
        return _outcome(stored, offer)
    result = _outcome(stored, offer)
    if result not in (OfferOutcome.FILLED, OfferOutcome.UPDATED, OfferOutcome.PROPOSED):
        return result
    return _for_trial(stored.to_try, offer)


def _outcome(stored: StoredPiece, offer: ContactOffer) -> OfferOutcome:
    is_newer = stored.is_older_than(offer)
    is_own = stored.source is not None and stored.source.source == EDITORS
    if is_part(offer.piece, stored.value, offer.value) and not is_own:
        is_used = is_newer or _is_again(stored, offer)
        return OfferOutcome.FILLED if is_used else OfferOutcome.OLDER
    if says_the_same(offer.piece, stored.value, offer.value):
        return OfferOutcome.CONFIRMED if is_newer else OfferOutcome.UNCHANGED
    if stored.is_of_import:
        is_used = is_newer or _is_again(stored, offer)
        return OfferOutcome.UPDATED if is_used else OfferOutcome.OLDER
    return _for_own_entry(stored, offer) if is_newer else OfferOutcome.KEPT


def _is_again(stored: StoredPiece, offer: ContactOffer) -> bool:
    """True if the same source says something else of the same day: it was corrected."""
    source = stored.source
    return source is not None and (source.source, source.as_of) == (offer.source, offer.as_of)


def _for_own_entry(stored: StoredPiece, offer: ContactOffer) -> OfferOutcome:
    proposal = stored.proposal
    if offer.mark in stored.declined:
        return OfferOutcome.KEPT
    if proposal is None or proposal.as_of < offer.as_of:
        return OfferOutcome.PROPOSED
    if proposal.as_of > offer.as_of:
        return OfferOutcome.OLDER
    is_corrected = proposal.source == offer.source and proposal.value != offer.value
    return OfferOutcome.PROPOSED if is_corrected else OfferOutcome.WAITING


def _for_trial(waiting: ContactOffer | None, offer: ContactOffer) -> OfferOutcome:
    if waiting is None or waiting.as_of < offer.as_of:
        return OfferOutcome.TO_TRY
    if waiting.as_of > offer.as_of:
        return OfferOutcome.OLDER
    is_corrected = waiting.source == offer.source and waiting.value != offer.value
    return OfferOutcome.TO_TRY if is_corrected else OfferOutcome.WAITING
