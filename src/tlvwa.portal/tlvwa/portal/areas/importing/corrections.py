"""Reads corrections of places from CSV files with the columns kind, text, municipality, source and day."""

from collections.abc import Mapping
from datetime import date

from tlvwa.portal.areas.corrections import Correction, CorrectionKind, is_code
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.lookup.place_reading import PlaceCertainty, read_place
from tlvwa.portal.areas.model import AreaError, AreaLevel
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.phrases import Phrase
from tlvwa.portal.common.postal_code import read_postal_code
from tlvwa.portal.common.typed_text import clean_line

from .csv_rows import RowError, read_csv_rows, reason_of

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

COLUMNS = ("kind", "text", "municipality", "source", "day")
FIRST_COLUMNS = ("kind", "text")  # of such a file
LONGEST = 200  # characters of a field


class CorrectionError(RowError):
    """A row cannot be read."""


def parse_corrections(
    content: bytes, file: str, gazetteer: Gazetteer, today: date
) -> tuple[Correction, ...]:
    """Read the corrections of a file.

    A municipality is named by its key, or by a name that is certainly one that exists ``today``. A row
    without a day is of today. Raises CorrectionError.
    """
    corrections: dict[tuple[str, str], Correction] = {}
    for line, row in read_csv_rows(content, file, COLUMNS, CorrectionError):
        try:
            correction = read_correction(row, gazetteer, today)
        except ValueError as error:
            raise CorrectionError(file, line, reason_of(error)) from None
        if correction.subject in corrections:
            again = _("es gibt schon eine Zeile für „${text}“ dort", text=correction.text)
            raise CorrectionError(file, line, again)
        corrections[correction.subject] = correction
    return tuple(corrections.values())


def read_correction(row: Mapping[str, str], gazetteer: Gazetteer, today: date) -> Correction:
    """Read one correction of its fields. Raises ValueError with the reason."""
    text = _line(row["text"])
    if not any(letter.isalnum() for letter in text):
        raise ValueError(_("text: ein Name oder eine Postleitzahl wird erwartet"))
    if row["kind"].strip() == CorrectionKind.SUCCESSOR:
        kind, text = CorrectionKind.SUCCESSOR, _ended(text, gazetteer, today)
    else:
        text = _name_or_code(text)
        kind = _kind(row["kind"].strip(), text)
    source = _line(row["source"])
    if not source:
        raise ValueError(_("source: woher das bekannt ist, wird erwartet"))
    return Correction(
        kind,
        text,
        _municipality(row["municipality"].strip(), gazetteer, today),
        source,
        _day(row["day"].strip(), today),
    )


def _line(text: str) -> str:
    line = clean_line(text.strip().replace("\t", " "))
    if len(line) > LONGEST:
        raise ValueError(_("ein Text hat höchstens ${count} Zeichen", count=str(LONGEST)))
    return line


def _name_or_code(text: str) -> str:
    """Return a name as it is, a postal code as its five digits. Raises ValueError for half a code."""
    try:
        return read_postal_code(text)
    except ValueError:
        if text.replace(" ", "").isdecimal():
            raise
        return text


def _kind(text: str, subject: str) -> CorrectionKind:
    try:
        kind = CorrectionKind(text)
    except ValueError:
        kinds = ", ".join(CorrectionKind)
        raise ValueError(
            _("kind: „${text}“ ist keine von ${kinds}", text=text, kinds=kinds)
        ) from None
    if kind is not CorrectionKind.REMOVE and is_code(subject) != (kind is CorrectionKind.CODE):
        raise ValueError(
            _("text: zur Art „code“ gehört eine Postleitzahl, zu den anderen ein Name")
        )
    return kind


def _ended(text: str, gazetteer: Gazetteer, today: date) -> str:
    """Return the key of the one municipality of a name or key that has ended. Raises ValueError."""
    try:
        keys = {gazetteer.parse(text).key}
    except AreaError:
        keys = {
            area.key
            for area in gazetteer.areas(AreaLevel.GEMEINDE)
            if normalize_place(area.name) == normalize_place(text)
        }
    areas = map(gazetteer.area, keys)
    ended = [
        area.key
        for area in areas
        if area.level is AreaLevel.GEMEINDE and area.valid_to is not None and area.valid_to < today
    ]
    if not ended:
        raise ValueError(_("text: „${text}“ ist keine Gemeinde, die es nicht mehr gibt", text=text))
    if len(ended) > 1:
        raise ValueError(
            _(
                "text: mehrere Gemeinden, die es nicht mehr gibt, heißen „${text}“; nennen Sie den Schlüssel",
                text=text,
            )
        )
    return ended[0]


def _municipality(text: str, gazetteer: Gazetteer, today: date) -> str:
    reading = read_place(gazetteer, text, today)
    areas = [match.area for match in reading.matches if not match.is_locality]
    if reading.certainty is not PlaceCertainty.CERTAIN or not areas:
        raise ValueError(
            _(
                "municipality: „${text}“ ist nicht sicher eine Gemeinde; nennen Sie ihren Schlüssel",
                text=text,
            )
        )
    if areas[0].level is not AreaLevel.GEMEINDE:
        raise ValueError(_("municipality: „${text}“ ist keine Gemeinde", text=text))
    if not areas[0].exists_on(today):
        raise ValueError(_("municipality: „${text}“ gibt es nicht mehr", text=text))
    return areas[0].key


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text) if text else today
    except ValueError:
        raise ValueError(_("day: „${text}“ ist nicht JJJJ-MM-TT geschrieben", text=text)) from None
