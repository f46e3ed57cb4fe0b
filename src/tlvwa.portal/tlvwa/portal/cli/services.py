"""The commands for services."""

from dataclasses import asdict

import click

from tlvwa.portal.cli.options import file_argument, json_option
from tlvwa.portal.cli.output import print_json, print_lines, progress_bar
from tlvwa.portal.cli.owner import as_owner


@click.group()
def services():
    """Leistungen: einlesen."""


@services.command("import")
@file_argument
@click.option(
    "--folder", default="leistungen", show_default=True, help="Der Ordner der Leistungen."
)
@click.option("--publish", is_flag=True, help="Neue Leistungen sofort veröffentlichen.")
@click.option(
    "--batch", type=click.IntRange(1), default=250, show_default=True, help="Zeilen je Schritt."
)
@json_option
@click.pass_context
def services_import(context, file, folder, publish, batch, as_json):
    """Leistungen aus einer LeiKa-Tabelle (CSV) übernehmen.

    Was übernommen ist, bleibt, auch wenn der Lauf abbricht; der nächste macht dort weiter.
    """
    from tlvwa.portal.exchange.leika_import import FolderRefused, LeikaImport
    from tlvwa.portal.exchange.leika_table import LeikaTableError, read_table

    try:
        table = read_table(file)
    except LeikaTableError as error:
        raise click.ClickException(str(error)) from None
    with context.obj() as site, as_owner(site):
        leika_import = LeikaImport(site, folder, publish, batch)
        try:
            with progress_bar("Leistungen", len(table.rows), silent=as_json) as advance:
                report = leika_import.run(table, advance)
        except FolderRefused as error:
            raise click.ClickException(str(error)) from None
    if as_json:
        print_json(asdict(report))
    else:
        print_lines(report.lines())
