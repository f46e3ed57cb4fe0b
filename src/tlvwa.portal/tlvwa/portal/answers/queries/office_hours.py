"""The opening hours of an office, with the public holidays of its seat.

The seat is where the address is; without an address, the own area of the office or of the nearest one that it
is a part of. What lies in several municipalities tells the seat only if the holidays are the same in all.
See spec:local-holidays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.name_index import AreaMatch
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, read_place
from tlvwa.portal.areas.model import AreaError, AreaLevel
from tlvwa.portal.openinghours import (
    HolidayScope,
    LocalHoliday,
    OpeningHours,
    corpus_christi_scope,
)
from tlvwa.portal.readmodels.payloads import Address, AuthorityPayload, Node
from tlvwa.portal.readmodels.snapshot import Snapshot

CORPUS_CHRISTI = frozenset({LocalHoliday.CORPUS_CHRISTI})
# A place that is one area, or one of several that the text all fits.
TELLING = (PlaceCertainty.CERTAIN, PlaceCertainty.SEVERAL, PlaceCertainty.UNSURE)
STATED = {"holiday": HolidayScope.EVERYWHERE, "workday": HolidayScope.NOWHERE}


def office_hours(snapshot: Snapshot, node: Node, day: date) -> OpeningHours | None:
    """Return the opening hours of an authority; ``None`` if it says nothing of them."""
    payload = node.payload
    if not isinstance(payload, AuthorityPayload) or payload.hours is None:
        return None
    match _corpus_christi(snapshot, node, day):
        case HolidayScope.EVERYWHERE:
            return replace(payload.hours, local_holidays=CORPUS_CHRISTI)
        case HolidayScope.DOUBTFUL:
            return replace(payload.hours, doubtful_holidays=CORPUS_CHRISTI)
    return payload.hours


def _corpus_christi(snapshot: Snapshot, node: Node, day: date) -> HolidayScope:
    for ancestor in snapshot.tree.lineage(node):
        payload = ancestor.payload if ancestor is not None else None
        if not isinstance(payload, AuthorityPayload):
            continue
        if payload.corpus_christi in STATED:
            return STATED[payload.corpus_christi]
        scope = _scope_at(snapshot.gazetteer, payload.address, day)
        if scope is None and payload.area:
            scope = _scope_in(snapshot.gazetteer, payload.area, day)
        if scope is not None:
            return scope
    return HolidayScope.NOWHERE


def _scope_at(gazetteer: Gazetteer, address: Address, day: date) -> HolidayScope | None:
    """Return the scope at an address; doubtful in doubt, ``None`` if the address does not tell."""
    locality = f"{address.addition}, {address.town}"
    by_code = _scopes(_municipalities_of(gazetteer, address.postal_code, day), locality)
    if len(by_code) == 1:
        return by_code.pop()
    for text in (f"{address.postal_code} {address.town}", address.town):
        reading = read_place(gazetteer, text, day)
        if address.town and reading.certainty in TELLING:
            return _joint(_scopes(_below(gazetteer, reading.matches, day), locality))
    return HolidayScope.DOUBTFUL if by_code else None


def _municipalities_of(gazetteer: Gazetteer, postal_code: str, day: date) -> tuple[str, ...]:
    try:
        return gazetteer.possible_municipalities(postal_code, day)
    except AreaError:  # no code, one of a post box, or one from elsewhere
        return ()


def _below(gazetteer: Gazetteer, matches: Iterable[AreaMatch], day: date) -> Iterator[str]:
    for match in matches:
        yield from gazetteer.meant_municipalities(match.area.key, day)


def _scope_in(gazetteer: Gazetteer, key: str, day: date) -> HolidayScope:
    try:
        area = gazetteer.parse(key)
    except AreaError:
        return HolidayScope.NOWHERE
    if area.level in (AreaLevel.BUND, AreaLevel.LAND):
        return HolidayScope.NOWHERE
    return _joint(_scopes(gazetteer.municipalities(area.key, day)))


def _scopes(municipalities: Iterable[str], locality: str = "") -> set[HolidayScope]:
    return {corpus_christi_scope(f"{key[:5]}{key[9:12]}", locality) for key in municipalities}


def _joint(scopes: set[HolidayScope]) -> HolidayScope:
    """Return the scope of several municipalities, one of which is the seat."""
    if len(scopes) == 1:
        return next(iter(scopes))
    return HolidayScope.NOWHERE if HolidayScope.NOWHERE in scopes else HolidayScope.DOUBTFUL
