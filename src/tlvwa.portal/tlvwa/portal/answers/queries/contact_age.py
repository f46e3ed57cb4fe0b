"""How old the pieces of an authority's contact data are, and which of them are to be checked again."""

from collections.abc import Iterator
from datetime import date

from tlvwa.portal.common.dates import ONE_DAY, add_months
from tlvwa.portal.common.settings import setting
from tlvwa.portal.readmodels.payloads import AuthorityPayload, ContactSource

MONTHS = 24


def overdue_months() -> int:
    """Return the setting: after how many months a piece of contact data is to be checked again."""
    months: int = setting("contact_overdue_months", MONTHS)
    return months


def overdue_since(source: ContactSource, months: int) -> date | None:
    """Return the first day on which a piece is overdue; ``None`` where its day is unknown."""
    if source.as_of is None:
        return None
    due = add_months(source.as_of, months)
    return due + ONE_DAY if due < date.max else None


def overdue_sources(
    payload: AuthorityPayload, day: date, months: int
) -> Iterator[tuple[date, ContactSource]]:
    """Yield the pieces that an authority has and that are overdue on ``day``, with since when."""
    for piece in payload.contact_pieces:
        source = payload.contact_source(piece)
        since = overdue_since(source, months) if source is not None else None
        if source is not None and since is not None and since <= day:
            yield since, source


def known_sources(payload: AuthorityPayload) -> list[ContactSource]:
    """Return what is known of the sources of the pieces that an authority has."""
    known = map(payload.contact_source, payload.contact_pieces)
    return [source for source in known if source is not None]
