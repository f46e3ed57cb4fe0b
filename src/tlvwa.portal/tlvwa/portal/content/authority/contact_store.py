"""What an authority keeps of offers of contact data beside its fields: digests, proposals, what was declined.

All as plain values in attributes of the object, as ``Authority`` has them:

* ``imported_contacts``: pairs of a piece and the digest of the value that an import wrote last;
* ``contact_proposals``: offers that wait for an editor, at most one a piece;
* ``declined_contacts``: piece, source and day of offers that an editor declined;
* ``untried_website``: the web address made of a host's name that the link check is to try, with the days
  on which it failed; or ``None``.
"""

from dataclasses import asdict, replace
from datetime import date

from plone.dexterity.content import DexterityContent

from tlvwa.portal.content.authority.contact_offers import (
    ContactOffer,
    OfferOutcome,
    StoredPiece,
    outcome,
)
from tlvwa.portal.content.authority.contact_pieces import read_source, with_source
from tlvwa.portal.content.authority.contact_values import (
    OFFERED_FIELDS,
    current_value,
    normal_value,
    value_digest,
)
from tlvwa.portal.readmodels.payloads import WebsiteTrial

WEBSITE = "website"


def stored_piece(authority: DexterityContent, piece: str) -> StoredPiece:
    """Return what an authority has of a piece."""
    sources = map(read_source, authority.contact_sources or ())
    return StoredPiece(
        value=current_value(authority, piece),
        source=next((source for source in sources if source.piece == piece), None),
        digest=dict(authority.imported_contacts).get(piece, ""),
        proposal=proposal_of(authority, piece),
        to_try=untried_offer(authority) if piece == WEBSITE else None,
        declined=frozenset(authority.declined_contacts),
    )


def proposal_of(authority: DexterityContent, piece: str) -> ContactOffer | None:
    """Return the offer that waits for an editor; ``None`` for none."""
    return next(
        (offer for offer in map(_read, authority.contact_proposals) if offer.piece == piece), None
    )


def open_proposals(authority: DexterityContent) -> list[ContactOffer]:
    """Return the proposals that are still newer than what the authority says, and differ from it."""
    offers = [_read(kept) for kept in authority.contact_proposals]
    return [
        offer
        for offer in offers
        if outcome(replace(stored_piece(authority, offer.piece), proposal=None), offer)
        is OfferOutcome.PROPOSED
    ]


def untried_offer(authority: DexterityContent) -> ContactOffer | None:
    """Return the web address that is to be tried; ``None`` for none."""
    kept = authority.untried_website
    return _read(kept["offer"]) if kept else None


def website_trial(authority: DexterityContent) -> WebsiteTrial | None:
    """Return the web address that is to be tried, with the days on which it failed; ``None`` for none."""
    offer = untried_offer(authority)
    if offer is None:
        return None
    stored = replace(stored_piece(authority, WEBSITE), to_try=None)
    if outcome(stored, offer) is not OfferOutcome.TO_TRY:
        return None  # the editors have entered one since
    kept = authority.untried_website
    address = offer.value[WEBSITE]
    return WebsiteTrial(address, offer.row, kept["tried"], kept["failing_since"])


def note_failed_trial(authority: DexterityContent, day: date) -> None:
    """Note that the web address could not be reached on ``day``."""
    kept = authority.untried_website
    since = kept["failing_since"] or day
    authority.untried_website = kept | {"tried": day, "failing_since": since}


def end_trial(authority: DexterityContent) -> None:
    """Forget the web address that was to be tried."""
    authority.untried_website = None


def carry_out(authority: DexterityContent, offer: ContactOffer, result: OfferOutcome) -> bool:
    """Write what becomes of an offer; return whether anything was written."""
    if result in (OfferOutcome.FILLED, OfferOutcome.UPDATED):
        write_offer(authority, offer)
    elif result is OfferOutcome.CONFIRMED:
        _confirm(authority, offer)
    elif result is OfferOutcome.PROPOSED:
        authority.contact_proposals = (*_other_proposals(authority, offer.piece), _plain(offer))
    elif result is OfferOutcome.TO_TRY:
        authority.untried_website = {"offer": _plain(offer), "tried": None, "failing_since": None}
    else:
        return False
    return True


def _confirm(authority, offer):
    """Write source and day of an offer that says what the authority says; an own value stays its own."""
    if not stored_piece(authority, offer.piece).is_of_import:
        imported = dict(authority.imported_contacts)
        imported.pop(offer.piece, None)
        authority.imported_contacts = tuple(sorted(imported.items()))
    authority.contact_sources = with_source(authority.contact_sources, offer.row)


def write_offer(authority: DexterityContent, offer: ContactOffer) -> None:
    """Write the value of an offer with its source and day; later imports know it as theirs."""
    for name in OFFERED_FIELDS[offer.piece]:
        setattr(authority, name, offer.value[name] or None)
    authority.contact_sources = with_source(authority.contact_sources, offer.row)
    digest = value_digest(offer.value)
    imported = dict(authority.imported_contacts) | {offer.piece: digest}
    authority.imported_contacts = tuple(sorted(imported.items()))
    drop_proposal(authority, offer.piece)


def decline(authority: DexterityContent, offer: ContactOffer) -> None:
    """Drop a proposal, and remember that this source's offer of this day is not wanted."""
    drop_proposal(authority, offer.piece)
    authority.declined_contacts = tuple(sorted({*authority.declined_contacts, offer.mark}))


def drop_proposal(authority: DexterityContent, piece: str) -> None:
    """Forget the proposal of a piece."""
    authority.contact_proposals = _other_proposals(authority, piece)


def _other_proposals(authority, piece):
    return tuple(kept for kept in authority.contact_proposals if kept["piece"] != piece)


def _plain(offer):
    return asdict(replace(offer, value=normal_value(offer.value)))


def _read(kept):
    return ContactOffer(**kept)
