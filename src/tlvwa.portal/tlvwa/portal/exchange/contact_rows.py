"""From a row of a table to offers of contact data, each checked as the form checks it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zope.schema import ValidationError

from tlvwa.portal.common.contact import valid_email, valid_phone
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.postal_code import DIGITS as POSTAL_DIGITS
from tlvwa.portal.common.postal_code import read_postal_code
from tlvwa.portal.content.authority.contact_offers import ContactOffer
from tlvwa.portal.content.invariants import web_address
from tlvwa.portal.exchange.contact_table import (
    AS_OF,
    EMAIL,
    HOURS,
    PHONE,
    POSTAL_CODE,
    SOURCE,
    SOURCE_URL,
    STREET,
    TOWN,
    WEB,
    ContactRow,
    read_day,
)
from tlvwa.portal.openinghours import HoursError
from tlvwa.portal.openinghours.week_text import WeekTextError, read_week

# A name with at least one dot whose last part is no number: nothing that stands for an address alone.
HOST = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?!\d+$)[^\W_](?:[\w-]{0,61}[^\W_])?", re.UNICODE
)
LONGEST_HOST = 253
BETWEEN_MAILBOXES = re.compile(r"[;,\s]+")
SAID_TO_BE_NONE = frozenset({"", "-", "–", "—", "/", "."})

MISSING = _("fehlt. Eine Anschrift hat Straße, Postleitzahl und Ort.")
NO_WEB = _("„${value}“ ist weder eine Webadresse noch der Name einer Website.")
NO_HOURS = _(
    "„${value}“ lässt sich nicht als Öffnungszeiten lesen, ab „${part}“. Geschrieben wird: "
    "Mo-Fr 9-12; Di 14-18."
)
HOURS_IMPOSSIBLE = _("„${value}“: Eine Zeit endet vor ihrem Anfang oder überschneidet eine andere.")
NO_DAY = _("„${value}“ ist kein Tag wie 31.01.2026.")
DAY_MISSING = _("fehlt. Ohne den Stand weiß niemand, welche Angabe neuer ist.")
SOURCE_MISSING = _("fehlt. Nur was die Redaktion selbst einträgt, hat keine.")
IN_FUTURE = _("liegt in der Zukunft.")


@dataclass(frozen=True, slots=True)
class TableSource:
    """The source of rows that name none of their own, and the day on which the import runs."""

    source: str
    as_of: date | None
    today: date


class CellRefused(ValueError):
    """A cell cannot be taken over: its column, and the reason in the language of the request."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def offers_of(row: ContactRow, table: TableSource) -> tuple[list[ContactOffer], list[CellRefused]]:
    """Return what a row offers, and the cells that cannot be taken over."""
    offers: list[ContactOffer] = []
    refused: list[CellRefused] = []
    try:
        source, as_of, url = _source(row, table)
    except CellRefused as error:
        return [], [error]
    for piece, read in _READERS.items():
        try:
            for value, is_untried in read(row):
                offers.append(ContactOffer(piece, value, source, as_of, url, is_untried))
        except CellRefused as error:
            refused.append(error)
    return offers, refused


def _source(row: ContactRow, table: TableSource) -> tuple[str, date, str]:
    written = row[AS_OF]
    as_of = read_day(written) if written else table.as_of
    if as_of is None:
        raise CellRefused(AS_OF, say(NO_DAY, value=written) if written else say(DAY_MISSING))
    if as_of > table.today:
        raise CellRefused(AS_OF, say(IN_FUTURE))
    source = row[SOURCE] or table.source
    if not source:
        raise CellRefused(SOURCE, say(SOURCE_MISSING))
    _check(SOURCE_URL, web_address, row[SOURCE_URL])
    return source, as_of, row[SOURCE_URL]


Read = Iterator[tuple[dict[str, object], bool]]


def _address(row: ContactRow) -> Read:
    cells = {column: row[column] for column in (STREET, POSTAL_CODE, TOWN)}
    if not any(cells.values()):
        return
    for column, cell in cells.items():
        if not cell:
            raise CellRefused(column, say(MISSING))
    try:
        # Excel takes a code for a number, and drops its first zero.
        code = read_postal_code(row[POSTAL_CODE].zfill(POSTAL_DIGITS))
    except ValueError as error:
        raise CellRefused(POSTAL_CODE, say(error.args[0])) from None
    yield (
        {
            "street": row[STREET],
            "address_addition": "",
            "postal_code": code,
            "town": row[TOWN],
        },
        False,
    )


def _phones(row: ContactRow) -> Read:
    if row[PHONE] not in SAID_TO_BE_NONE:
        _check(PHONE, valid_phone, row[PHONE])
        yield {"phones": [{"number": row[PHONE], "label": ""}]}, False


def _emails(row: ContactRow) -> Read:
    if row[EMAIL] in SAID_TO_BE_NONE:
        return
    mailboxes = list(filter(None, BETWEEN_MAILBOXES.split(row[EMAIL])))
    for mailbox in mailboxes:
        _check(EMAIL, valid_email, mailbox)
    yield {"emails": mailboxes}, False


def _website(row: ContactRow) -> Read:
    written = row[WEB]
    if written in SAID_TO_BE_NONE:
        return
    if "://" in written:
        _check(WEB, web_address, written)
        yield {"website": written}, False
        return
    host = written.rstrip("/").casefold()
    if len(host) > LONGEST_HOST or not HOST.fullmatch(host):
        raise CellRefused(WEB, say(NO_WEB, value=written))
    yield {"website": f"https://{host}"}, True


def _hours(row: ContactRow) -> Read:
    written = row[HOURS]
    if written in SAID_TO_BE_NONE:
        return
    try:
        week = read_week(written)
    except WeekTextError as error:
        raise CellRefused(HOURS, say(NO_HOURS, value=written, part=error.part)) from None
    except HoursError:
        raise CellRefused(HOURS, say(HOURS_IMPOSSIBLE, value=written)) from None
    if not week:
        raise CellRefused(HOURS, say(NO_HOURS, value=written, part=written))
    yield (
        {
            "opening_hours": [
                {
                    "weekday": stretch.weekday,
                    "week_of_month": stretch.week_of_month,
                    "opens": stretch.opens,
                    "closes": stretch.closes,
                    "note": "",
                }
                for stretch in week
            ]
        },
        False,
    )


def _check(column: str, constraint: Callable[[str], bool], value: str) -> None:
    try:
        constraint(value)
    except ValidationError as error:
        raise CellRefused(column, say(error.doc())) from None


_READERS: Mapping[str, Callable[[ContactRow], Read]] = {
    "address": _address,
    "phones": _phones,
    "emails": _emails,
    "website": _website,
    "opening_hours": _hours,
}
