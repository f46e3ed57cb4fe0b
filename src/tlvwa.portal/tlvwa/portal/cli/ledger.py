"""The commands for the ledger: how services stand, and how many questions answers take."""

from pathlib import Path

import click

from tlvwa.portal.cli.options import AMBIGUOUS, day_of, day_option, json_option
from tlvwa.portal.cli.output import print_json, print_lines


@click.command()
@day_option
@click.option("--service", help="UID oder Leistungsschlüssel einer Leistung.")
@click.option("--words", help="Worte aus dem Titel der Leistung.")
@click.option("--topic", help="Kennung einer Lage.")
@click.option("--area", help="Schlüssel oder Name eines Gebiets; alles darin zählt mit.")
@click.option("--authority", help="UID einer Behörde; ihre Teile zählen mit.")
@click.option("--state", "states", multiple=True, help="Ein Stand, zum Beispiel gap; mehrmals.")
@click.option(
    "--order",
    type=click.Choice(("state", "reachable")),
    default="state",
    show_default=True,
    help="Zuerst Überschneidungen und Lücken, oder Antworten ohne erreichbare Stelle.",
)
@click.option(
    "--limit", type=click.IntRange(0), default=50, show_default=True, help="So viele Zeilen zeigen."
)
@click.option(
    "--start", type=click.IntRange(0), default=0, show_default=True, help="Ab dieser Zeile (von 0)."
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Alles in eine Datei schreiben: .csv oder .xlsx.",
)
@json_option
@click.pass_context
def ledger(
    context,
    day,
    service,
    words,
    topic,
    area,
    authority,
    states,
    order,
    limit,
    start,
    output,
    as_json,
):
    """Wie jede Leistung in jeder Gemeinde steht, das Dringendste zuerst.

    Exit-Code 0: nichts fehlt; 3: Lücken oder Überschneidungen; 1: ein Fehler.
    """
    from zExceptions import BadRequest

    from tlvwa.portal.ledger.lines import area_key, ledger_lines
    from tlvwa.portal.ledger.report import LedgerReport

    if output and output.suffix not in (".csv", ".xlsx"):
        raise click.ClickException(f"{output.name}: .csv oder .xlsx wird erwartet.")
    with context.obj():
        try:
            report = LedgerReport(
                day_of(day),
                lambda snapshot, on: area and area_key(snapshot, area, on),
                service=service,
                q=words,
                topic=topic,
                authority=authority,
                state=list(states),
                order=order,
            )
            if output:
                output.write_bytes(report.file(output.suffix[1:]))
        except (LookupError, BadRequest, ValueError) as error:
            raise click.ClickException(str(error)) from None
        if as_json:
            print_json(report.serialize(limit, start))
        else:
            print_lines(ledger_lines(report, limit, start))
    context.exit(AMBIGUOUS if report.has_problems else 0)


@click.command()
@day_option
@json_option
@click.pass_context
def questions(context, day, as_json):
    """Wie viele Fragen bis zur Antwort, über alle Leistungen und Postleitzahlen."""
    from tlvwa.portal.ledger.question_report import question_lines, questions_report

    with context.obj():
        report = questions_report(day_of(day))
    if as_json:
        print_json(report)
    else:
        print_lines(question_lines(report))
