"""Reader of an extract of the register: a table (CSV) of municipalities with Verband and Kreis.

It is an edition of a day like a GV100AD, but it knows names, keys and membership only. The day stands in
a column, in the name of the file, or is told by the caller. See spec:register-extract.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.model import (
    KEY_LENGTHS,
    Area,
    AreaError,
    AreaLevel,
    TextMark,
)
from tlvwa.portal.areas.outside import LANDS
from tlvwa.portal.common.csv_text import head_of
from tlvwa.portal.common.phrases import Phrase
from tlvwa.portal.common.typed_text import clean_line

from .csv_rows import RowError, read_csv_rows, reason_of
from .register import Edition

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

COLUMNS = ("ars", "ags", "name", "verband", "verband_name", "kreis", "kreis_name")
FIRST_COLUMNS = COLUMNS[:3]  # of such a file
DAY_COLUMN = "stand"
LONGEST = 200  # characters of a name
# A file with fewer of the municipalities that are known is a part of a register, and no register.
_LEAST_PART = 0.75
_MARKS = {
    "VG ": TextMark.VERWALTUNGSGEMEINSCHAFT,
    "EG ": TextMark.ERFUELLENDE_GEMEINDE,
}
_LEVELS = (
    ("kreis", AreaLevel.KREIS),
    ("verband", AreaLevel.VERBAND),
    ("ars", AreaLevel.GEMEINDE),
)
_DAY_IN_NAME = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d\d)\.?(?P<m2>\d\d)\.?(?P<y2>\d{4}))(?!\d)"
)


class ExtractError(RowError):
    """A row of an extract cannot be read."""


class ExtractRefused(AreaError, ValueError):
    """An extract cannot be imported as a whole; the text is a German reason with the file's name."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    fields: Mapping[str, str]


def is_extract(content: bytes) -> bool:
    """True if the content of a file begins like an extract of the register."""
    return head_of(content)[: len(FIRST_COLUMNS)] == FIRST_COLUMNS


def parse_extract(
    content: bytes, file: str, as_of: date | None, today: date, land: str | None = None
) -> Edition:
    """Read an extract as an edition of its day; with ``land``, of that Land only.

    Raises ExtractError, and ExtractRefused if nothing tells the day, or it is contradicted or to come.
    """
    rows = [_Row(line, row) for line, row in read_csv_rows(content, file, COLUMNS, ExtractError)]
    if not rows:
        raise ExtractRefused(_("${file}: keine Gemeinde in der Datei", file=file))
    day = _day(rows, file, as_of)
    if day > today:
        raise ExtractRefused(
            _("${file}: der Stand ${day} liegt in der Zukunft", file=file, day=day.isoformat())
        )
    areas = {area.key: area for area in _areas(rows, file, day) if land in (None, area.key[:2])}
    if not areas:
        raise ExtractRefused(
            _("${file}: keine Gemeinde des Landes ${land}", file=file, land=str(land))
        )
    return Edition(day, tuple(areas[key] for key in sorted(areas)), is_extract=True)


def check_completeness(edition: Edition, known: Iterable[Area], file: str) -> None:
    """Raise ExtractRefused if an extract lacks too many of the known municipalities of its Länder."""
    listed = {area.key for area in edition.areas}
    numbers = {keys.ags(key) for key in listed if keys.kind_of(key) is AreaLevel.GEMEINDE}
    for land in sorted(edition.laender):
        expected = {
            keys.ags(area.key)
            for area in known
            if area.level is AreaLevel.GEMEINDE
            and area.key[:2] == land
            and area.exists_on(edition.day)
        }
        if len(expected & numbers) < _LEAST_PART * len(expected):
            raise ExtractRefused(
                _(
                    "${file}: von ${known} bekannten Gemeinden nennt die Datei nur ${listed}; das ist kein "
                    "ganzes Verzeichnis",
                    file=file,
                    known=str(len(expected)),
                    listed=str(len(expected & numbers)),
                )
            )


def _day(rows: list[_Row], file: str, as_of: date | None) -> date:
    """The day of the edition: all that tell it have to agree."""
    told: dict[date, None] = {} if as_of is None else {as_of: None}
    for row in rows:
        text = row.fields.get(DAY_COLUMN, "").strip()
        if text:
            told[_read_day(text, file, row.line)] = None
    found = None if told else _day_in_name(file)
    days = [*told] if found is None else [found]
    if not days:
        raise ExtractRefused(
            _(
                "${file}: der Stand der Ausgabe fehlt. Nennen Sie ihn dazu, in einer Spalte „stand“ oder im "
                "Namen der Datei (2026-06-30).",
                file=file,
            )
        )
    if len(days) > 1:
        first, second = (day.isoformat() for day in days[:2])
        raise ExtractRefused(
            _(
                "${file}: zwei Angaben zum Stand der Ausgabe: ${first} und ${second}",
                file=file,
                first=first,
                second=second,
            )
        )
    return days[0]


def _read_day(text: str, file: str, line: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        reason = _("stand: „${text}“ ist nicht JJJJ-MM-TT geschrieben", text=text[:LONGEST])
        raise ExtractError(file, line, reason) from None


def _day_in_name(file: str) -> date | None:
    for found in _DAY_IN_NAME.finditer(file):
        year, month, day = (found[part] or found[f"{part}2"] for part in "ymd")
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _areas(rows: Iterable[_Row], file: str, day: date) -> Iterator[Area]:
    """Yield the municipalities, and the areas above them that the rows name, each once."""
    lines: dict[str, int] = {}
    names: dict[str, str] = {}
    for row in rows:
        for area in _areas_of_row(row, file, day):
            is_municipality = area.level is AreaLevel.GEMEINDE
            if is_municipality and area.key in lines:
                reason = _(
                    "ars: ${key} steht schon in Zeile ${line}",
                    key=area.key,
                    line=str(lines[area.key]),
                )
                raise ExtractError(file, row.line, reason)
            lines[area.key] = row.line
            if names.setdefault(area.key, area.name) != area.name:
                reason = _(
                    "${key} heißt hier „${name}“, vorher „${other}“",
                    key=area.key,
                    name=area.name,
                    other=names[area.key],
                )
                raise ExtractError(file, row.line, reason)
            yield area


def _areas_of_row(row: _Row, file: str, day: date) -> Iterator[Area]:
    """Yield Land, Kreis, Verband and municipality of a row. Raises ExtractError."""
    try:
        ars = _checked_ars(row.fields)
        yield Area(ars[:2], LANDS[ars[:2]], AreaLevel.LAND, seen=(day,), extracts=(day,))
        for column, level in _LEVELS:
            key = _key(row.fields, column, level)
            if level is AreaLevel.VERBAND and not key:
                continue
            if not ars.startswith(key):
                raise ValueError(
                    _(
                        "${column}: ${key} passt nicht zu ars ${ars}",
                        column=column,
                        key=key,
                        ars=ars,
                    )
                )
            yield _area(key, level, _official_name(row.fields, column), day)
    except ValueError as error:
        raise ExtractError(file, row.line, reason_of(error)) from None


def _checked_ars(fields: Mapping[str, str]) -> str:
    """Return the key of the municipality, if it fits its AGS and Verband. Raises ValueError."""
    ars, ags = _key(fields, "ars", AreaLevel.GEMEINDE), _text(fields, "ags")
    if ars[:2] not in LANDS:
        raise ValueError(_("ars: kein Land hat den Schlüssel ${key}", key=ars[:2]))
    if ags != keys.ags(ars):
        raise ValueError(_("ags: „${text}“ passt nicht zu ars ${key}", text=ags, key=ars))
    if not _text(fields, "verband") and keys.same_place(ars[:9]) != ars:
        raise ValueError(_("verband: ${key} liegt in einem Verband, der fehlt", key=ars))
    return ars


def _key(fields: Mapping[str, str], column: str, level: AreaLevel) -> str:
    text, count = _text(fields, column), KEY_LENGTHS[level]
    if level is AreaLevel.VERBAND and not text:
        return ""
    if len(text) != count or not (text.isascii() and text.isdigit()):
        raise ValueError(
            _(
                "${column}: „${text}“ hat nicht ${count} Ziffern",
                column=column,
                text=text,
                count=str(count),
            )
        )
    return text


def _official_name(fields: Mapping[str, str], column: str) -> str:
    name = "name" if column == "ars" else f"{column}_name"
    official = _text(fields, name)
    if not official:
        raise ValueError(_("${column}: der Name fehlt", column=name))
    return official


def _text(fields: Mapping[str, str], column: str) -> str:
    text = clean_line(fields[column].strip())
    if len(text) > LONGEST:
        raise ValueError(
            _("${column}: höchstens ${count} Zeichen", column=column, count=str(LONGEST))
        )
    return text


def _area(key: str, level: AreaLevel, official: str, day: date) -> Area:
    """The area of a name. A Verband's stands here in short, with its kind before it."""
    mark = next((mark for word, mark in _MARKS.items() if official.startswith(word)), "")
    if level is AreaLevel.VERBAND:
        name = official[len("VG ") :].strip() if mark else official
        return Area(key, name, level, text_mark=mark, seen=(day,), extracts=(day,))
    name = official.split(",")[0].strip()
    return Area(key, name, level, official_name=official, seen=(day,), extracts=(day,))
