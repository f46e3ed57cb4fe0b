"""The import of registers, localities and polygons into the gazetteer: a whole file or nothing."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tlvwa.portal.areas.corrections import write_corrections
from tlvwa.portal.areas.former import write_former
from tlvwa.portal.areas.importing.corrections import FIRST_COLUMNS as OF_CORRECTIONS
from tlvwa.portal.areas.importing.editions import parse_edition
from tlvwa.portal.areas.importing.former import FIRST_COLUMNS as OF_FORMER
from tlvwa.portal.areas.importing.former import parse_former
from tlvwa.portal.areas.importing.geonames import parse_geonames
from tlvwa.portal.areas.importing.known_localities import missing_ortsteile
from tlvwa.portal.areas.importing.merge import merge
from tlvwa.portal.areas.importing.polygons import parse_polygons
from tlvwa.portal.areas.importing.postal_areas import FIRST_COLUMNS as OF_POSTAL_AREAS
from tlvwa.portal.areas.importing.postal_areas import keys_by_ags, parse_postal_areas
from tlvwa.portal.areas.importing.postal_coverage import postal_coverage
from tlvwa.portal.areas.importing.register import Edition
from tlvwa.portal.areas.importing.villages import FIRST_COLUMNS as OF_VILLAGES
from tlvwa.portal.areas.importing.villages import parse_villages
from tlvwa.portal.areas.known_reforms import known_reforms
from tlvwa.portal.areas.lookup.locate import MatchedPolygons
from tlvwa.portal.areas.model import AreaError, AreaLevel
from tlvwa.portal.areas.postal_areas import write_postal_areas
from tlvwa.portal.areas.table import write_table
from tlvwa.portal.areas.villages import write_villages
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.csv_text import head_of
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.exchange.area_messages import polygon_lines, unmatched_line
from tlvwa.portal.exchange.corrections import corrections_of
from tlvwa.portal.readmodels.gazetteer_store import (
    gazetteer_store,
    read_gazetteer_table,
    read_polygons,
    read_site_former,
)
from tlvwa.portal.reforms.messages import area_change_text

OF_GEONAMES = ("country_code",)
# The terms of the publisher ask for this line; it is a name and no sentence.
EXTRACT_SOURCE = (
    "Areas: © Statistisches Bundesamt (Destatis), {year}, Gemeindeverzeichnis-Informationssystem, "
    "Auszug, {day:%d.%m.%Y}"
)

LOCALITIES = _("${places} Orte, ${codes} Postleitzahlen, davon ${complete} mit allen Gemeinden.")
WITHOUT_CODE = _("ohne Postleitzahl: ${name} (${key})")
POLYGONS_FIRST = _(
    "${file}: ohne Polygone ließen sich nur ${count} Orte ihrer Gemeinde zuordnen, bekannt sind ${known}. "
    "Lesen Sie zuerst die Polygone der Gemeinden ein."
)
POSTAL_AREAS = _("${count} Postleitzahlen mit ihren Gemeinden.")
UNKNOWN_AGS = _("Keine Gemeinde von heute hat den Schlüssel ${key}.")
FORMER = _("${count} frühere Gemeinden.")
UNKNOWN_KEY = _("Keine Gemeinde hat den Schlüssel ${key}; was dorthin führt, bleibt unbekannt.")
VILLAGES = _("${count} Dörfer und Ortsteile, davon ${unsure} nicht sicher.")
POLYGONS = _("${count} Polygone.")
LOST = _(
    "Ohne bekannten Nachfolger: ${name} (${key}). Nennen Sie ihn unter „Orte und Postleitzahlen“."
)
LOST_POLYGON = _("Polygon ohne Gemeinde: ${key}")


class ImportRefused(Exception):
    """A file cannot be imported; the text names file, line and reason, in German."""


@dataclass(frozen=True, slots=True)
class AreaImportReport:
    """What an import changed, as lines in the language of the request."""

    changed: bool
    lines: tuple[str, ...]


def import_file(path: Path, land: str | None = None, as_of: date | None = None) -> AreaImportReport:
    """Import a register, codes, places, polygons, a crosswalk or corrections; the content says which.

    ``as_of`` is the day of an extract of the register that does not tell its own. Part of the running
    transaction. Raises ImportRefused, with nothing changed.
    """
    return import_content(path.read_bytes(), path.name, land, as_of)


def import_content(
    content: bytes, name: str, land: str | None = None, as_of: date | None = None
) -> AreaImportReport:
    """Import the content of a file of a name; see ``import_file``. Raises ImportRefused."""
    start = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    try:
        if start.startswith(b"{"):
            return _polygons(content, name)
        if _begins(content, OF_GEONAMES):
            return _localities(content, name)
        if _begins(content, OF_POSTAL_AREAS):
            return _postal_areas(content, name)
        if _begins(content, OF_VILLAGES):
            return _villages(content, name)
        if is_of_corrections(content):
            return _corrections(content, name)
        if _begins(content, OF_FORMER):
            return _former(content, name)
        return _register(content, name, land, as_of)
    except AreaError as error:
        raise ImportRefused(say(error.args[0])) from error


def _register(content: bytes, name: str, land: str | None, as_of: date | None) -> AreaImportReport:
    data = read_gazetteer_table()
    edition = parse_edition(content, name, data.areas, today(), land, as_of)
    merged = merge(data.areas, edition, known_reforms())
    sources = _with_source(data.sources, edition)
    new = replace(data, areas=merged.areas, sources=sources)
    changed = gazetteer_store().write(table=write_table(new))
    lost = (
        say(LOST, name=area.name, key=area.key)
        for area in merged.areas
        if changed and area.is_lost and area.key[:2] in edition.laender
    )
    return AreaImportReport(changed, (*map(area_change_text, merged.changes), *lost))


def _with_source(sources: tuple[str, ...], edition: Edition) -> tuple[str, ...]:
    """The publishers to be named; an extract comes once to those that the table names."""
    if not edition.is_extract:
        return sources
    source = EXTRACT_SOURCE.format(year=edition.day.year, day=edition.day)
    return sources if source in sources else (*sources, source)


def _localities(content: bytes, name: str) -> AreaImportReport:
    data = read_gazetteer_table()
    polygons = read_polygons(data)
    coverage = postal_coverage(data.areas, parse_geonames(content, name), polygons, today())
    # Without polygons fewer localities can be matched; this import must not lose known ones.
    if polygons is None and len(coverage.places) < len(data.places):
        raise ImportRefused(
            say(POLYGONS_FIRST, file=name, count=len(coverage.places), known=len(data.places))
        )
    others = missing_ortsteile(
        coverage.places, (place for place in data.places if not place.postal_codes)
    )
    new = replace(
        data,
        places=coverage.places + others,
        postal_codes=coverage.postal_codes,
        unlaid=coverage.unlaid,
    )
    changed = gazetteer_store().write(table=write_table(new))
    gazetteer = data.gazetteer()
    complete = sum(AreaLevel.GEMEINDE in row.complete for row in coverage.postal_codes)
    return AreaImportReport(
        changed,
        (
            say(
                LOCALITIES,
                places=len(coverage.places),
                codes=len(coverage.postal_codes),
                complete=complete,
            ),
            *(unmatched_line(match, gazetteer) for match in coverage.unmatched),
            *(
                say(WITHOUT_CODE, name=gazetteer.area(key).name, key=key)
                for key in coverage.without_code
            ),
        ),
    )


def _postal_areas(content: bytes, name: str) -> AreaImportReport:
    data = read_gazetteer_table()
    former = {row.ags: row.successors for row in read_site_former()}
    rows, unknown = parse_postal_areas(content, name, keys_by_ags(data.areas, former))
    table = write_postal_areas(rows, (f"Datei {name}",))
    changed = gazetteer_store().write(postal_areas=table)
    lines = (say(POSTAL_AREAS, count=len(rows)), *(say(UNKNOWN_AGS, key=key) for key in unknown))
    return AreaImportReport(changed, lines)


def _villages(content: bytes, name: str) -> AreaImportReport:
    data = read_gazetteer_table()
    villages = parse_villages(content, name, {area.key: area for area in data.areas})
    changed = gazetteer_store().write(villages=write_villages(villages, (f"Datei {name}",)))
    unsure = sum(not village.is_certain for village in villages)
    return AreaImportReport(changed, (say(VILLAGES, count=len(villages), unsure=unsure),))


def _former(content: bytes, name: str) -> AreaImportReport:
    former = parse_former(content, name)
    changed = gazetteer_store().write(former=write_former(former, (f"Datei {name}",)))
    municipalities = {area.key for area in read_gazetteer_table().areas}
    lost = sorted({key for row in former for key in row.successors} - municipalities)
    lines = (say(FORMER, count=len(former)), *(say(UNKNOWN_KEY, key=key) for key in lost))
    return AreaImportReport(changed, lines)


def is_of_corrections(content: bytes) -> bool:
    """True if the content of a file begins like a list of corrections."""
    return _begins(content, OF_CORRECTIONS)


def _begins(content: bytes, columns: tuple[str, ...]) -> bool:
    """True if the content of a file is a table that begins with some columns."""
    return head_of(content)[: len(columns)] == columns


def _corrections(content: bytes, name: str) -> AreaImportReport:
    changes = corrections_of(content, name)
    changed = gazetteer_store().write(corrections=write_corrections(changes.after))
    return AreaImportReport(changed, tuple(changes.lines()))


def _polygons(content: bytes, name: str) -> AreaImportReport:
    data = read_gazetteer_table()
    shapes = parse_polygons(content, name, data.areas)
    changed = gazetteer_store().write(polygons=content.decode("utf-8"))
    gazetteer = data.gazetteer()
    matched = MatchedPolygons.of(gazetteer, shapes, today())
    return AreaImportReport(
        changed,
        (
            say(POLYGONS, count=len(shapes.shapes)),
            *(say(LOST_POLYGON, key=key) for key in shapes.lost),
            *polygon_lines(matched, gazetteer),
        ),
    )
