"""The commands for areas."""

import click

from tlvwa.portal.areas.dissolved import (
    dissolved_area,
    dissolved_area_by_key,
    dissolved_area_by_name,
)
from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.cli.options import (
    AMBIGUOUS,
    DAY,
    as_of_option,
    day_of,
    day_option,
    file_argument,
    json_option,
    land_option,
)
from tlvwa.portal.cli.output import print_json, print_lines


@click.group()
def areas():
    """Gebiete: nachschlagen und einlesen."""


@areas.command("show")
@click.argument("text")
@day_option
@json_option
@click.pass_context
def areas_show(context, text, day, as_json):
    """Ein Gebiet nach Schlüssel, Postleitzahl oder Name zeigen."""
    from tlvwa.portal.answers.serializers.places import area_item
    from tlvwa.portal.answers.texts.dissolved import dissolved_text
    from tlvwa.portal.readmodels.follower import site_snapshot

    with context.obj():
        gazetteer = site_snapshot().gazetteer
        matches = find_areas(gazetteer, text, day_of(day), limit=50)
        items = [
            area_item(gazetteer, area) for area in dict.fromkeys(match.area for match in matches)
        ]
        labels = [match.label for match in matches]
        dissolved = _dissolved(gazetteer, text, day_of(day), matches)
        became = list(dict.fromkeys(map(dissolved_text, dissolved)))
    if not items:
        raise click.ClickException(f"Kein Gebiet zu „{text}“.")
    if as_json:
        print_json(items)
    else:
        for match, label in zip(matches, labels, strict=True):
            click.echo(f"{match.area.key:<12}  {label}")
        print_lines(became)


def _dissolved(gazetteer, text, day, matches):
    """What became of municipalities of the past: of the one with the key or name, and of lost ones."""
    of_key = dissolved_area_by_key(gazetteer, text, day)
    by_name = (dissolved_area_by_name(gazetteer, text, match.area.key, day) for match in matches)
    lost = (dissolved_area(gazetteer, match.area.key, day) for match in matches)
    first = of_key or next(filter(None, by_name), None)
    return [*filter(None, (first, *lost))]


@areas.command("import")
@file_argument
@land_option
@as_of_option
@json_option
@click.pass_context
def areas_import(context, file, land, as_of, as_json):
    """Gemeindeverzeichnis, Orte, Postleitzahlen, frühere Gemeinden, Polygone, Berichtigungen einlesen.

    Was eine Datei enthält, erkennt der Befehl an ihrem Inhalt.
    """
    import transaction

    from tlvwa.portal.exchange.area_import import ImportRefused, import_file

    with context.obj():
        try:
            report = import_file(file, land, as_of.date() if as_of else None)
        except ImportRefused as error:
            transaction.abort()
            raise click.ClickException(str(error)) from None
        transaction.commit()
    if as_json:
        print_json({"changed": report.changed, "lines": report.lines})
    else:
        print_lines(report.lines or ("Nichts hat sich geändert.",))


@areas.command("rehearse")
@file_argument
@land_option
@click.option("--date", "day", type=DAY, help="Der Tag, JJJJ-MM-TT; sonst der letzten Änderung.")
@json_option
@click.pass_context
def areas_rehearse(context, file, land, day, as_json):
    """Zeigen, was ein neueres Gemeindeverzeichnis (GV100AD) ändern würde; nichts wird geschrieben.

    Exit-Code 0: niemand verliert eine Antwort; 3: jemand verliert eine, oder etwas ist zu entscheiden.
    """
    from tlvwa.portal.areas.model import AreaError
    from tlvwa.portal.readmodels.follower import site_snapshot
    from tlvwa.portal.readmodels.gazetteer_store import read_gazetteer_table
    from tlvwa.portal.reforms.draft import draft_of_register
    from tlvwa.portal.reforms.report import RehearsalReport
    from tlvwa.portal.reforms.report_lines import rehearsal_lines, rehearsal_values

    with context.obj():
        snapshot = site_snapshot()
        try:
            draft = draft_of_register(
                read_gazetteer_table(),
                file.read_bytes(),
                file.name,
                land,
                day.date() if day else None,
            )
        except AreaError as error:
            raise click.ClickException(str(error)) from None
        report = RehearsalReport(snapshot, draft, draft.rehearse(snapshot, day_of(None)))
        counts, values = report.counts, rehearsal_values(report)
        lines = list(rehearsal_lines(report))
    if as_json:
        print_json(values)
    else:
        print_lines(lines)
    context.exit(AMBIGUOUS if counts["lost"] or counts["open"] else 0)
