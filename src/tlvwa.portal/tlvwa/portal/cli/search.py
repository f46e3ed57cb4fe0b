"""The commands for the search."""

import click

from tlvwa.portal.cli.options import file_argument, json_option
from tlvwa.portal.cli.output import print_json, print_lines


@click.group()
def search():
    """Suche: messen."""


@search.command("evaluate")
@file_argument
@json_option
@click.option(
    "--compare", is_flag=True, help="Auch Plones Volltextindex und PostgreSQL (TLVWA_POSTGRESQL)."
)
@click.pass_context
def search_evaluate(context, file, as_json, compare):
    """Die Suche mit Anfragen messen, deren richtige Antworten in FILE (CSV) stehen.

    Spalten: id,kind,audience,query,gold,related,note; gold sind Leistungsschlüssel oder Kurznamen
    (letzter Teil der Adresse einer Leistung), durch | getrennt.
    """
    from tlvwa.portal.search.csv_tables import RowError
    from tlvwa.portal.search.evaluation import read_queries
    from tlvwa.portal.search_admin.benchmark.comparison import (
        names_without_service,
        other_reports,
        own_report,
    )

    try:
        queries = read_queries(file)
    except RowError as error:
        raise click.ClickException(f"{file.name}, {error}") from None
    with context.obj():
        own = own_report(queries).as_dict() | {"unknown_names": names_without_service(queries)}
        others = other_reports(queries) if compare else {}
    if as_json:
        print_json(own | _compared(others))
    else:
        _print_reports(own, others)


def _compared(others):
    """The reports of other searches for programs; ``None`` for one that could not be asked."""
    reports = {
        name: None if isinstance(report, str) else report.as_dict()
        for name, report in others.items()
    }
    return {"compared": reports} if reports else {}


def _print_reports(own, others):
    """Print the report of the site's search, then of the others; a ``str`` says why there is none."""
    from tlvwa.portal.search_admin.benchmark.lines import report_lines

    names = {
        "plone": "Plones Volltextindex, wie Plone sucht",
        "plone_any_word": "Plones Volltextindex, ein Wort genügt",
        "postgresql": "PostgreSQL, Konfiguration german",
    }
    print_lines(report_lines("Suche der Website", own))
    if own["unknown_names"]:
        click.echo(f"Keine Leistung heißt so: {', '.join(own['unknown_names'])}")
    for name, report in others.items():
        click.echo()
        if isinstance(report, str):
            click.echo(f"{names[name]}: {report}")
        else:
            print_lines(report_lines(names[name], report.as_dict()))
