"""Reader of the Gemeindeverzeichnis GV100AD, the official register of areas in fixed columns.

Every line has 220 characters: record kind, day of the edition, key, name, then fields of that kind.
In keys the file has the municipality before the Verband; the ARS has the Verband first.
Source: Destatis, GV-ISys, record description of GV100AD; columns checked against 2023 and 2025.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tlvwa.portal.areas.model import Area, AreaError, AreaLevel, TextMark

_WIDTH = 220
_KEY = {"10": (10, 12), "20": (10, 13), "30": (10, 14), "40": (10, 15), "60": (10, 22)}
_REGION = "30"  # statistical regions are left out
_KINDS = {
    "10": AreaLevel.LAND,
    "20": AreaLevel.REGIERUNGSBEZIRK,
    "40": AreaLevel.KREIS,
    "50": AreaLevel.VERBAND,
    "60": AreaLevel.GEMEINDE,
}
_LISTS_OF_MEMBERS = (
    TextMark.VERWALTUNGSGEMEINSCHAFT,
    TextMark.VERWALTUNGSVERBAND,
)  # such a Verband may be named after several members, with commas


class RegisterError(AreaError, ValueError):
    """The file cannot be read as a register; holds file, line and column (from 1) and reason."""

    def __init__(self, file: str, line: int, column: int, reason: str) -> None:
        super().__init__(f"{file}, line {line}, column {column}: {reason}")
        self.file, self.line, self.column, self.reason = file, line, column, reason


@dataclass(frozen=True, slots=True)
class Edition:
    """The areas of one edition of the register, for all of Germany or for one Land.

    An extract names municipalities, Verbände and Kreise with their keys, and tells nothing else of them.
    """

    day: date
    areas: tuple[Area, ...]
    is_extract: bool = False

    @property
    def laender(self) -> frozenset[str]:
        """The keys of the Länder in the edition."""
        return frozenset(area.key[:2] for area in self.areas)


class _LineError(Exception):
    """A line cannot be read; the arguments are a reason and the column (from 0)."""


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    kind: str
    day: date
    key: str
    text: str

    @property
    def mark(self) -> str:
        return self.text[122:124].strip()


def read_register(path: str | Path, land: str | None = None) -> Edition:
    """Read a GV100AD file: UTF-8 with or without byte order mark, lines ended by CRLF or LF.

    With ``land`` (two digits) only that Land is returned; the whole file is checked all the same.
    Raises RegisterError, and OSError if the file cannot be opened. See spec:register-import.
    """
    return parse_register(Path(path).read_bytes(), Path(path).name, land)


def parse_register(content: bytes, file: str, land: str | None = None) -> Edition:
    """Read the bytes of a GV100AD file; see ``read_register``."""
    records = list(_records(_decode(content, file), file))
    if not records:
        raise RegisterError(file, 1, 1, "the file is empty")
    _check_one_day(records, file)
    by_key = _by_key(records, file)
    _check_parents(by_key, file)
    areas = tuple(_areas(by_key.values(), file, land))
    if not areas:
        raise RegisterError(file, 1, 1, f"no record of the Land {land!r}")
    return Edition(records[0].day, areas)


def _decode(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise RegisterError(file, line, column, "not UTF-8") from None


def _records(text: str, file: str) -> Iterator[_Record]:
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, start=1):
        try:
            yield _record(number, line.removesuffix("\r"))
        except _LineError as error:
            reason, column = error.args
            raise RegisterError(file, number, column + 1, reason) from None


def _record(number: int, text: str) -> _Record:
    kind = text[:2]
    if kind not in _KINDS and kind != _REGION:
        raise _LineError(f"unknown record kind {kind!r}", 0)
    if len(text) != _WIDTH:
        raise _LineError(f"{len(text)} characters instead of {_WIDTH}", min(len(text), _WIDTH))
    return _Record(number, kind, _day(text), _key(kind, text), text)


def _day(text: str) -> date:
    try:
        return date(int(text[2:6]), int(text[6:8]), int(text[8:10]))
    except ValueError:
        raise _LineError(f"{text[2:10]!r} is not a day", 2) from None


def _key(kind: str, text: str) -> str:
    start, end = _KEY.get(kind, (10, 15))
    written = _digits(text, start, end, "key")
    if kind == "50":
        return written + _digits(text, 18, 22, "key")
    return written[:5] + written[8:] + written[5:8] if kind == "60" else written


def _digits(text: str, start: int, end: int, what: str) -> str:
    field = text[start:end]
    if not (field.isascii() and field.isdigit()):
        raise _LineError(f"{what} {field!r} is not made of digits", start)
    return field


def _check_one_day(records: list[_Record], file: str) -> None:
    first = records[0].day
    for record in records:
        if record.day != first:
            raise RegisterError(file, record.line, 3, f"day {record.day} in an edition of {first}")


def _by_key(records: list[_Record], file: str) -> dict[str, _Record]:
    by_key: dict[str, _Record] = {}
    for record in records:
        other = by_key.setdefault(record.key, record)
        if other is not record:
            reason = f"key {record.key} has a record already, in line {other.line}"
            raise RegisterError(file, record.line, 11, reason)
    return by_key


def _check_parents(by_key: Mapping[str, _Record], file: str) -> None:
    for key, record in by_key.items():
        for parent in _parents(key):
            if parent not in by_key:
                reason = f"{key} lies in {parent}, which has no record"
                raise RegisterError(file, record.line, 11, reason)


def _parents(key: str) -> Iterator[str]:
    """The keys above ``key`` that need a record; Kreis 00 is water and borderland without a Kreis."""
    if len(key) > 2:
        yield key[:2]
    if len(key) > 3 and key[2] != "0":
        yield key[:3]
    if len(key) > 5 and key[3:5] != "00":
        yield key[:5]
    if len(key) > 9:
        yield key[:9]


def _areas(records: Iterable[_Record], file: str, land: str | None) -> Iterator[Area]:
    for record in records:
        try:
            area = None if record.kind == _REGION else _area(record)
        except _LineError as error:
            reason, column = error.args
            raise RegisterError(file, record.line, column + 1, reason) from None
        if area is not None and land in (None, area.key[:2]):
            yield area


def _area(record: _Record) -> Area | None:
    text, kind = record.text, _KINDS[record.kind]
    official = text[22:72].strip()
    if not official:
        raise _LineError("the name is missing", 22)
    if kind is AreaLevel.GEMEINDE:
        return _municipality(record, official)
    if kind is AreaLevel.VERBAND and record.mark == TextMark.NO_VERBAND:
        return None
    return Area(
        record.key,
        _name(official, record.mark),
        kind,
        official_name=official,
        text_mark=record.mark,
        seat=text[72:122].strip(),
        seen=(record.day,),
    )


def _municipality(record: _Record, official: str) -> Area:
    text = record.text
    code = _digits(text, 165, 170, "postal code") if text[165:170].strip() else ""
    return Area(
        record.key,
        _name(official, record.mark),
        AreaLevel.GEMEINDE,
        official_name=official,
        text_mark=record.mark,
        postal_code=code,
        population=int(_digits(text, 139, 150, "population")),
        hectares=float(_digits(text, 128, 139, "area in hectares")),
        seen=(record.day,),
    )


def _name(official: str, mark: str) -> str:
    if mark in _LISTS_OF_MEMBERS:
        return official
    name = official.split(",")[0].strip()
    return name.removeprefix("EG ") if mark == TextMark.ERFUELLENDE_GEMEINDE else name
