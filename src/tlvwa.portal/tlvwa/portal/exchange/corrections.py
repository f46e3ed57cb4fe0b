"""The operators' corrections of places: what they change, in words, and as a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tlvwa.portal.areas.corrections import Correction, CorrectionKind, with_corrections
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.corrections import COLUMNS, parse_corrections
from tlvwa.portal.areas.lookup.name_index import areas_of_name
from tlvwa.portal.areas.model import KEY_LENGTHS, AreaError, AreaLevel
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.export import csv_file
from tlvwa.portal.common.formatting import list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.readmodels.gazetteer_store import read_site_corrections, read_site_gazetteer

KINDS = {
    CorrectionKind.VILLAGE: _("Dorf oder Ortsteil"),
    CorrectionKind.SPELLING: _("andere Schreibweise der Gemeinde"),
    CorrectionKind.CODE: _("Postleitzahl der Gemeinde"),
    CorrectionKind.REMOVE: _("gehört nicht zur Gemeinde"),
    CorrectionKind.SUCCESSOR: _("Nachfolger einer Gemeinde, die es nicht mehr gibt"),
}
CHANGES = _("„${text}“ führt dann zu: ${after}. Bisher: ${before}.")
SAME = _("„${text}“ führt wie bisher zu: ${after}.")
NOTHING = _("nichts")
UNSURE = _("${name} (nicht sicher)")


@dataclass(frozen=True)
class CorrectionChanges:
    """The corrections of the site before and after a change, and the names and codes that it is about."""

    before: tuple[Correction, ...]
    after: tuple[Correction, ...]
    texts: tuple[str, ...]

    @cached_property
    def _gazetteers(self) -> tuple[Gazetteer, Gazetteer]:
        return read_site_gazetteer(self.before), read_site_gazetteer(self.after)

    def lines(self) -> Iterator[str]:
        """Yield for each name or code where it leads and where it led before."""
        for text in self.texts:
            before, after = (_meaning(gazetteer, text) for gazetteer in self._gazetteers)
            message = SAME if before == after else CHANGES
            shown = subject_text(self._gazetteers[0], text)
            yield say(message, text=shown, before=before, after=after)


def corrections_of(content: bytes, name: str) -> CorrectionChanges:
    """Return what a file of corrections changes: its rows come to those that are there. Raises AreaError."""
    before = read_site_corrections()
    rows = parse_corrections(content, name, read_site_gazetteer(), today())
    return CorrectionChanges(before, with_corrections(before, rows), _texts(rows))


def without_corrections(subjects: Sequence[tuple[str, str]]) -> CorrectionChanges:
    """Return what changes if the corrections of some subjects are given up."""
    before = read_site_corrections()
    given_up = [row for row in before if row.subject in subjects]
    after = tuple(row for row in before if row not in given_up)
    return CorrectionChanges(before, after, _texts(given_up))


def corrections_table(corrections: Iterable[Correction]) -> bytes:
    """Return corrections as a CSV file that the import reads again."""
    rows = ((row.kind, row.text, row.municipality, row.source, row.day) for row in corrections)
    return csv_file(COLUMNS, rows)


def _texts(rows: Iterable[Correction]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.text for row in rows))


def subject_text(gazetteer: Gazetteer, text: str) -> str:
    """Return the name or code of a correction; of an ended municipality, its name with the key."""
    is_key = len(text) == KEY_LENGTHS[AreaLevel.GEMEINDE] and text.isdecimal()
    try:
        return f"{gazetteer.area(text).name} ({text})" if is_key else text
    except AreaError:
        return text


def _meaning(gazetteer: Gazetteer, text: str) -> str:
    """The municipalities that a name or code leads to, in words."""
    try:
        keys = _municipalities(gazetteer, text)
        names = [gazetteer.area(key).name for key in keys]
    except AreaError:
        names = [
            match.area.name if match.is_certain else say(UNSURE, name=match.area.name)
            for match in areas_of_name(gazetteer, text, today())
        ]
    return list_text(sorted(set(names))) or say(NOTHING)


def _municipalities(gazetteer: Gazetteer, text: str) -> tuple[str, ...]:
    """The municipalities that a key or code leads to. Raises AreaError for a name."""
    if len(text) == KEY_LENGTHS[AreaLevel.GEMEINDE]:
        return gazetteer.successors_on(text, today())
    return gazetteer.known_municipalities(text, today())
