"""The operators' corrections of places: what they say of a name or postal code wins over every source.

One line each: kind, name or postal code, key of the municipality, source, day; tabs between the fields.
See spec:corrections.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tlvwa.portal.areas.model import (
    KEY_LENGTHS,
    Area,
    AreaError,
    AreaLevel,
    Locality,
    PostalCode,
)
from tlvwa.portal.areas.normalize import normalize_place

CODE_DIGITS = 5
_TITLE = "# Corrections of places; format 1"
_KREIS = KEY_LENGTHS[AreaLevel.KREIS]


class CorrectionKind(StrEnum):
    """What a correction says of a name or postal code, and a municipality."""

    VILLAGE = "village"  # the name is that of a village in the municipality
    SPELLING = "spelling"  # the name is another one of the municipality itself
    CODE = "code"  # the postal code is used in the municipality
    REMOVE = "remove"  # the name or postal code does not belong to the municipality
    SUCCESSOR = "successor"  # the municipality took the territory of the ended one with the key


class CorrectionTableError(AreaError, ValueError):
    """A line of the table cannot be read; names file, line (from 1) and reason."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction, with where it is known from and since which day.

    ``text`` is a name or a code; of a SUCCESSOR, the key of the municipality that has ended.
    """

    kind: CorrectionKind
    text: str
    municipality: str
    source: str
    day: date

    @property
    def is_of_code(self) -> bool:
        """True if it is about a postal code."""
        return is_code(self.text)

    @property
    def subject(self) -> tuple[str, str]:
        """What it is about: a later correction of the same name and municipality replaces it."""
        return normalize_place(self.text), self.municipality


def is_code(text: str) -> bool:
    """True for the form of a postal code."""
    return len(text) == CODE_DIGITS and text.isascii() and text.isdigit()


def with_corrections(
    corrections: Iterable[Correction], further: Iterable[Correction]
) -> tuple[Correction, ...]:
    """Return the corrections with further ones, each of which replaces one of the same subject."""
    by_subject = {correction.subject: correction for correction in corrections}
    by_subject |= {correction.subject: correction for correction in further}
    return tuple(by_subject[subject] for subject in sorted(by_subject))


def read_corrections(text: str, file: str) -> tuple[Correction, ...]:
    """Read a table. Raises CorrectionTableError."""
    lines = text.splitlines()
    if not lines or lines[0] != _TITLE:
        raise CorrectionTableError(f"{file}, line 1: not a table of corrections in format 1")
    corrections: list[Correction] = []
    for number, line in enumerate(lines[1:], start=2):
        if line:
            try:
                kind, name, municipality, source, day = line.split("\t")
                corrections.append(
                    Correction(
                        CorrectionKind(kind), name, municipality, source, date.fromisoformat(day)
                    )
                )
            except ValueError as error:
                raise CorrectionTableError(f"{file}, line {number}: {error}") from None
    return tuple(corrections)


def write_corrections(corrections: Iterable[Correction]) -> str:
    """Write a table as text; equal data give equal text. No field has a tab or a line end in it."""
    rows = (
        "\t".join((row.kind, row.text, row.municipality, row.source, row.day.isoformat()))
        for row in corrections
    )
    return "\n".join([_TITLE, *rows, ""])


def corrected_localities(
    localities: Iterable[Locality], corrections: Sequence[Correction], areas: Mapping[str, Area]
) -> Iterator[Locality]:
    """Yield the localities as the corrections say.

    A name that one places is certain there, and no longer unsure elsewhere; from where one removes it, it
    is gone. Corrections for municipalities that are not among the ``areas`` say nothing.
    """
    of_names = [
        row
        for row in corrections
        if not row.is_of_code
        and row.kind is not CorrectionKind.SUCCESSOR
        and row.municipality in areas
    ]
    removed = {row.subject for row in of_names if row.kind is CorrectionKind.REMOVE}
    placed = {row.subject: row for row in of_names if row.kind is not CorrectionKind.REMOVE}
    keys: dict[str, set[str]] = {}
    for name, key in placed:
        keys.setdefault(name, set()).add(key)
    known: dict[tuple[str, str], Locality] = {}
    for place in localities:
        name = normalize_place(place.name)
        if (name, place.municipality) in placed:
            known.setdefault((name, place.municipality), place)
        elif place.is_certain or keys.get(name, set()).isdisjoint(place.others):
            yield from _without(place, name, removed)
    for subject, row in placed.items():
        place = known.get(subject, Locality(row.text, row.municipality))
        is_spelling = row.kind is CorrectionKind.SPELLING
        yield replace(place, name=row.text, is_certain=True, others=(), is_spelling=is_spelling)


def _without(place: Locality, name: str, removed: set[tuple[str, str]]) -> Iterator[Locality]:
    """Yield the locality in the municipalities that are left for it; none if none are."""
    possible = [key for key in (place.municipality, *place.others) if (name, key) not in removed]
    if possible:
        yield replace(place, municipality=possible[0], others=tuple(possible[1:]))


def corrected_codes(
    postal_codes: Iterable[PostalCode],
    corrections: Sequence[Correction],
    areas: Mapping[str, Area],
) -> Iterator[PostalCode]:
    """Yield the postal codes as the corrections say.

    A code that no source has is complete on no level: nobody says where else it is used.
    """
    by_code: dict[str, list[Correction]] = {}
    for correction in corrections:
        if correction.is_of_code and correction.municipality in areas:
            by_code.setdefault(correction.text, []).append(correction)
    rows = {row.code: row for row in postal_codes}
    for code in sorted({*rows, *by_code}):
        row = rows.get(code, PostalCode(code, (), ()))
        corrected = _corrected(row, by_code[code], areas) if code in by_code else row
        if corrected.municipalities or corrected.districts:
            yield corrected


def _corrected(
    row: PostalCode, corrections: Iterable[Correction], areas: Mapping[str, Area]
) -> PostalCode:
    removed = {c.municipality for c in corrections if c.kind is CorrectionKind.REMOVE}
    added = {c.municipality for c in corrections} - removed
    municipalities = tuple(sorted(added.union(row.municipalities) - removed))
    districts = {key[:_KREIS] for key in municipalities if key[:_KREIS] in areas}
    if AreaLevel.GEMEINDE not in row.complete:
        districts |= set(row.districts)
    return PostalCode(
        row.code,
        municipalities,
        tuple(sorted(districts)),
        row.complete,
        disputed=tuple(key for key in row.disputed if key not in added | removed),
        is_retired=row.is_retired and not added,
    )
