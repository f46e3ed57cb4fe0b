"""Editions of the register in either form: the official GV100AD, or an extract as a table."""

from collections.abc import Iterable
from datetime import date

from tlvwa.portal.areas.model import Area

from .register import Edition, parse_register
from .register_extract import check_completeness, is_extract, parse_extract


def parse_edition(
    content: bytes,
    file: str,
    known: Iterable[Area],
    today: date,
    land: str | None = None,
    as_of: date | None = None,
) -> Edition:
    """Read a register or an extract of it; the content says which.

    ``as_of`` is the day of an extract that does not tell its own. Raises RegisterError for a register;
    ExtractError and ExtractRefused for an extract, also where it lacks too many of the ``known`` areas.
    """
    if not is_extract(content):
        return parse_register(content, file, land)
    edition = parse_extract(content, file, as_of, today, land)
    check_completeness(edition, known, file)
    return edition
