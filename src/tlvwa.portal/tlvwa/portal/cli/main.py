"""The console command ``tlvwa-portal``; all of it works while the site runs (spec:console)."""

import json as jsonlib
import sys
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.cli import instance

DAY = click.DateTime(formats=["%Y-%m-%d"])
AMBIGUOUS, WRONG = 3, 1


@click.group()
@click.option("--zope-conf", envvar="ZOPE_CONF", help="Die zope.conf der Instanz.")
@click.option(
    "--site", envvar="TLVWA_SITE", default="tlvwa", show_default=True, help="Die Website."
)
@click.pass_context
def main(context, zope_conf, site):
    """Zuständigkeitsfinder: Gebiete, Zuständigkeiten und Wartung auf der Kommandozeile."""
    context.obj = lambda: instance.open_site(zope_conf, site)


@main.command("create-site")
@click.argument("name")
@click.option("--demo", is_flag=True, help="Mit den Inhalten zum Ausprobieren.")
@click.option("--password-file", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--if-missing", is_flag=True, help="Nichts tun, wenn es die Website schon gibt.")
@click.pass_context
def create_site_command(context, name, demo, password_file, if_missing):
    """Eine Website NAME anlegen, mit dem Konto admin."""
    from tlvwa.portal.common.progress import reporting_to
    from tlvwa.portal.setuphandlers.create_site import create_site

    app = instance.open_application(context.parent.params["zope_conf"])
    if name in app.objectIds():
        if if_missing:
            return
        raise click.ClickException(f"Die Website „{name}“ gibt es schon.")
    with _steps() as teller, reporting_to(teller):
        create_site(app, name, password_file.read_text(encoding="utf-8").strip(), demo)
    click.echo(f"Die Website „{name}“ ist angelegt.")


@contextmanager
def _steps():
    """Gives what shows steps: bars on a terminal, elsewhere a line when one begins."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    shown = sys.stdout.isatty()
    with Progress(*columns, TimeElapsedColumn(), disable=not shown) as bar:
        tasks = {}

        def tell(name, done, total):
            if name not in tasks:
                for task in bar.tasks:
                    bar.update(task.id, total=task.total or 1, completed=task.total or 1)
                tasks[name] = bar.add_task(name, total=total or None)
                if not shown:
                    click.echo(f"{name} …")
            bar.update(tasks[name], completed=done)

        yield tell
        for task in bar.tasks:
            bar.update(task.id, total=task.total or 1, completed=task.total or 1)


@main.group()
def areas():
    """Gebiete: nachschlagen und einlesen."""


@areas.command("show")
@click.argument("text")
@click.option("--date", "day", type=DAY, help="Der Tag, JJJJ-MM-TT; sonst heute.")
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.pass_context
def areas_show(context, text, day, as_json):
    """Ein Gebiet nach Schlüssel, Postleitzahl oder Name zeigen."""
    from tlvwa.portal.answers.serializers.dissolved import dissolved_text
    from tlvwa.portal.answers.serializers.places import area_item
    from tlvwa.portal.areas.dissolved import dissolved_area_by_key, dissolved_area_by_name
    from tlvwa.portal.readmodels.follower import site_snapshot

    with context.obj():
        gazetteer = site_snapshot().gazetteer
        matches = find_areas(gazetteer, text, _day(day), limit=50)
        items = [area_item(gazetteer, area) for area in dict.fromkeys(m.area for m in matches)]
        labels = [match.label for match in matches]
        dissolved = dissolved_area_by_key(gazetteer, text, _day(day)) or next(
            filter(
                None,
                (dissolved_area_by_name(gazetteer, text, m.area.key, _day(day)) for m in matches),
            ),
            None,
        )
        became = dissolved_text(dissolved) if dissolved else ""
    if not items:
        raise click.ClickException(f"Kein Gebiet zu „{text}“.")
    if as_json:
        _print_json(items)
    else:
        for match, label in zip(matches, labels, strict=True):
            click.echo(f"{match.area.key:<12}  {label}")
        if became:
            click.echo(became)


@areas.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--land", help="Nur dieses Land, zum Beispiel 16.")
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.pass_context
def areas_import(context, file, land, as_json):
    """Gemeindeverzeichnis, Orte, Postleitzahlen, frühere Gemeinden, Polygone, Berichtigungen einlesen.

    Was eine Datei enthält, erkennt der Befehl an ihrem Inhalt.
    """
    import transaction

    from tlvwa.portal.exchange.area_import import ImportRefused, import_file

    with context.obj():
        try:
            report = import_file(file, land)
        except ImportRefused as error:
            transaction.abort()
            raise click.ClickException(str(error)) from None
        transaction.commit()
    if as_json:
        _print_json({"changed": report.changed, "lines": report.lines})
    else:
        for line in report.lines or ("Nichts hat sich geändert.",):
            click.echo(line)


@areas.command("rehearse")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--land", help="Nur dieses Land, zum Beispiel 16.")
@click.option("--date", "day", type=DAY, help="Der Tag, JJJJ-MM-TT; sonst der letzten Änderung.")
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
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
        models = site_snapshot()
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
        told = RehearsalReport(models, draft, draft.rehearse(models, _day(None)))
        counts, as_data = told.counts, rehearsal_values(told)
        lines = list(rehearsal_lines(told))
    if as_json:
        _print_json(as_data)
    else:
        for line in lines:
            click.echo(line)
    context.exit(AMBIGUOUS if counts["lost"] or counts["open"] else 0)


@main.group()
def services():
    """Leistungen: einlesen."""


@services.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--folder", default="leistungen", show_default=True, help="Der Ordner der Leistungen."
)
@click.option("--publish", is_flag=True, help="Neue Leistungen sofort veröffentlichen.")
@click.option(
    "--batch", type=click.IntRange(1), default=250, show_default=True, help="Zeilen je Schritt."
)
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.pass_context
def services_import(context, file, folder, publish, batch, as_json):
    """Leistungen aus einer LeiKa-Tabelle (CSV) übernehmen.

    Was übernommen ist, bleibt, auch wenn der Lauf abbricht; der nächste macht dort weiter.
    """
    from plone import api

    from tlvwa.portal.exchange.leika_import import FolderRefused, LeikaImport
    from tlvwa.portal.exchange.leika_table import LeikaTableError, read_table

    try:
        table = read_table(file)
    except LeikaTableError as error:
        raise click.ClickException(str(error)) from None
    with context.obj() as site, api.env.adopt_user(user=site.getWrappedOwner()):
        work = LeikaImport(site, folder, publish, batch)
        try:
            with _progress(len(table.rows), as_json) as advance:
                report = work.run(table, advance)
        except FolderRefused as error:
            raise click.ClickException(str(error)) from None
    if as_json:
        _print_json(asdict(report))
    else:
        for line in report.lines():
            click.echo(line)


@contextmanager
def _progress(total, silent):
    """Gives what tells a bar of steps done; the bar is seen only on a terminal."""
    from rich.progress import Progress

    with Progress(transient=True, disable=silent or not sys.stdout.isatty()) as bar:
        task = bar.add_task("Leistungen", total=total)
        yield lambda steps: bar.advance(task, steps)


@main.command()
@click.argument("service")
@click.argument("place")
@click.option("--date", "day", type=DAY, help="Der Tag, JJJJ-MM-TT; sonst heute.")
@click.option(
    "--json", "as_json", is_flag=True, help="Für Programme: die Antwort von @responsible."
)
@click.pass_context
def responsible(context, service, place, day, as_json):
    """Wer ist für SERVICE (UID, Leistungsschlüssel oder Worte) in PLACE zuständig?

    Exit-Code 0: eine Antwort; 3: eine Rückfrage oder keine eindeutige Antwort; 1: ein Fehler.
    """
    from tlvwa.portal.cli.answer_lines import answer_from_words, answer_lines
    from tlvwa.portal.finder.answer import Status

    with context.obj():
        try:
            answer = answer_from_words(service, place, _day(day))
        except LookupError as error:
            raise click.ClickException(str(error)) from None
    if as_json:
        _print_json(answer)
    else:
        for line in answer_lines(answer):
            click.echo(line)
    is_clear = answer["status"] in (Status.ANSWERED, Status.NOT_OFFERED, Status.REFERRED)
    context.exit(0 if is_clear else AMBIGUOUS)


@main.command()
@click.option("--date", "day", type=DAY, help="Der Tag, JJJJ-MM-TT; sonst heute.")
@click.option("--service", help="UID oder Leistungsschlüssel einer Leistung.")
@click.option("--words", help="Worte aus dem Titel der Leistung.")
@click.option("--topic", help="Kennung einer Lage.")
@click.option("--area", help="Schlüssel oder Name eines Gebiets; alles darin zählt mit.")
@click.option("--authority", help="UID einer Behörde; ihre Teile zählen mit.")
@click.option("--state", "states", multiple=True, help="Ein Stand, zum Beispiel gap; mehrmals.")
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
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.pass_context
def ledger(
    context, day, service, words, topic, area, authority, states, limit, start, output, as_json
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
                _day(day),
                lambda models, on: area and area_key(models, area, on),
                service=service,
                q=words,
                topic=topic,
                authority=authority,
                state=list(states),
            )
            if output:
                output.write_bytes(report.file(output.suffix[1:]))
        except (LookupError, BadRequest, ValueError) as error:
            raise click.ClickException(str(error)) from None
        if as_json:
            _print_json(report.serialize(limit, start))
        else:
            for line in ledger_lines(report, limit, start):
                click.echo(line)
    context.exit(AMBIGUOUS if report.has_problems else 0)


@main.command()
@click.option("--date", "day", type=DAY, help="Der Tag, JJJJ-MM-TT; sonst heute.")
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.pass_context
def questions(context, day, as_json):
    """Wie viele Fragen bis zur Antwort, über alle Leistungen und Postleitzahlen."""
    from tlvwa.portal.ledger.question_report import question_lines, questions_report

    with context.obj():
        report = questions_report(_day(day))
    if as_json:
        _print_json(report)
    else:
        for line in question_lines(report):
            click.echo(line)


@main.group()
def search():
    """Suche: messen."""


@search.command("evaluate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.option(
    "--compare", is_flag=True, help="Auch Plones Volltextindex und PostgreSQL (TLVWA_POSTGRESQL)."
)
@click.pass_context
def search_evaluate(context, file, as_json, compare):
    """Die Suche mit Anfragen messen, deren richtige Antworten in FILE (CSV) stehen.

    Spalten: id,kind,audience,query,gold,related,note; gold sind Leistungsschlüssel, durch | getrennt.
    """
    from tlvwa.portal.search.csv_tables import RowError
    from tlvwa.portal.search.evaluation import read_queries
    from tlvwa.portal.search_admin.benchmark.comparison import other_reports, own_report

    try:
        queries = read_queries(file)
    except RowError as error:
        raise click.ClickException(f"{file.name}, {error}") from None
    with context.obj():
        told = own_report(queries).as_dict()
        others = other_reports(queries) if compare else {}
    if as_json:
        _print_json(told | _compared(others))
    else:
        _print_reports(told, others)


def _compared(others):
    """The reports of other searches for programs: none of those that there are none of."""
    told = {
        name: None if isinstance(each, str) else each.as_dict() for name, each in others.items()
    }
    return {"compared": told} if told else {}


def _print_reports(told, others):
    from tlvwa.portal.search_admin.benchmark.lines import report_lines

    names = {
        "plone": "Plones Volltextindex, wie Plone sucht",
        "plone_any_word": "Plones Volltextindex, ein Wort genügt",
        "postgresql": "PostgreSQL, Konfiguration german",
    }
    for line in report_lines("Suche der Website", told):
        click.echo(line)
    for name, report in others.items():
        click.echo()
        if isinstance(report, str):
            click.echo(f"{names[name]}: {report}")
        else:
            for line in report_lines(names[name], report.as_dict()):
                click.echo(line)


@main.group()
def jobs():
    """Was von Zeit zu Zeit zu tun ist."""


@jobs.command("run")
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.pass_context
def jobs_run(context, as_json):
    """Alles Fällige tun: Altes löschen, zählen, Änderungen vermerken und mitteilen, Links prüfen."""
    from tlvwa.portal.jobs.run import registered_jobs, run_jobs

    with context.obj():
        by_name, done = registered_jobs(), run_jobs()
    if as_json:
        _print_json(done)
    else:
        for name, count in done.items():
            failed = f"Fehlgeschlagen, siehe Protokoll: {name}"
            click.echo(failed if count is None else by_name[name].report.format(count))
    context.exit(WRONG if None in done.values() else 0)


@main.command()
@click.pass_context
def rebuild(context):
    """Die Lesemodelle aus der Datenbank neu aufbauen und zählen."""
    from time import perf_counter

    from tlvwa.portal.readmodels.follower import build_snapshot, write_node_file

    with context.obj() as site:
        started = perf_counter()
        models = build_snapshot(site)
        seconds = perf_counter() - started
        click.echo(
            f"{len(models.nodes)} Objekte, {len(models.rulebook.services)} Leistungen, "
            f"{sum(1 for _ in models.gazetteer.areas())} Gebiete in {seconds:.1f} Sekunden "
            f"(Eintrag {models.stamp.number})."
        )
        write_node_file(site, models)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Für Programme.")
@click.pass_context
def check(context, as_json):
    """Prüfen, ob alles zusammenpasst: Bezüge, Gebiete, Kriterien, Öffnungszeiten."""
    from tlvwa.portal.readmodels.consistency import findings

    with context.obj() as site:
        found = list(findings(site))
    if as_json:
        _print_json(found)
    else:
        for finding in found:
            click.echo(f"{finding['path']}: {finding['problem']}")
        click.echo(f"{len(found)} Befunde." if found else "Alles in Ordnung.")
    context.exit(WRONG if found else 0)


def _day(moment):
    from tlvwa.portal.common.clock import today

    return moment.date() if moment else today()


def _print_json(value):
    click.echo(jsonlib.dumps(value, ensure_ascii=False, indent=2, default=_iso))


def _iso(value):
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
