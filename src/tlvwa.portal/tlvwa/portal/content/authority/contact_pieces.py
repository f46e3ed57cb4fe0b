"""The pieces of an authority's contact data: their fields, and the rows that say where they come from."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tlvwa.portal.content.texts import text
from tlvwa.portal.readmodels.payloads import ContactSource

Row = dict[str, Any]  # of the form
# The fields of each piece, in the order in which pieces are shown and their rows are kept.
PIECE_FIELDS = {
    "address": ("street", "address_addition", "postal_code", "town"),
    "phones": ("phones",),
    "emails": ("emails",),
    "website": ("website",),
    "opening_hours": (
        "opening_hours",
        "special_periods",
        "by_appointment",
        "hours_note",
    ),
}
ORDER = list(PIECE_FIELDS)
EDITORS = ""  # the source of what the site's own editors have entered


def read_source(row):
    """Return a row of the form as plain values."""
    return ContactSource(
        piece=text(row.get("piece")),
        source=text(row.get("source")),
        as_of=row.get("as_of"),
        url=text(row.get("url")),
    )


def with_source(rows: Iterable[Row] | None, source: ContactSource) -> list[Row]:
    """Return rows of the form with ``source`` in the place of the row of its piece."""
    row = {
        "piece": source.piece,
        "source": source.source or None,
        "as_of": source.as_of,
        "url": source.url or None,
    }
    others = [other for other in rows or () if other.get("piece") != source.piece]
    return sorted([*others, row], key=lambda each: ORDER.index(each["piece"]))


def filled_pieces(values: Mapping[str, object]) -> list[str]:
    """Return the pieces that have a value among the values of fields."""
    return [
        piece
        for piece, fields in PIECE_FIELDS.items()
        if any(values.get(field) for field in fields)
    ]


def own_entry(piece: str, day: date) -> ContactSource:
    """Return the source of what an editor entered on ``day``."""
    return ContactSource(piece, EDITORS, day)
