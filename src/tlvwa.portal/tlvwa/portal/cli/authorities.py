"""The commands for authorities."""

import click

from tlvwa.portal.cli.options import DAY, file_argument, json_option
from tlvwa.portal.cli.output import print_json, print_lines, progress_bar
from tlvwa.portal.cli.owner import as_owner


@click.group()
def authorities():
    """Behörden: Kontaktangaben einlesen."""


@authorities.command("import")
@file_argument
@click.option("--source", default="", help="Die Quelle der Zeilen, die keine eigene nennen.")
@click.option("--as-of", "as_of", type=DAY, help="Ihr Stand, JJJJ-MM-TT.")
@click.option("--dry-run", "is_trial", is_flag=True, help="Nur zeigen, was geschähe.")
@click.option(
    "--batch", type=click.IntRange(1), default=50, show_default=True, help="Behörden je Schritt."
)
@json_option
@click.pass_context
def authorities_import(context, file, source, as_of, is_trial, batch, as_json):
    """Anschriften, Telefon, E-Mail, Web und Öffnungszeiten aus einer Tabelle (XLSX oder CSV) übernehmen.

    Was die Redaktion selbst eingetragen hat, bleibt; eine neuere Quelle schlägt ihr nur etwas vor. Was
    übernommen ist, bleibt, auch wenn der Lauf abbricht; der nächste macht dort weiter.
    """
    from tlvwa.portal.common.i18n import say
    from tlvwa.portal.exchange.contact_cells import ContactTableError
    from tlvwa.portal.exchange.contact_import import ContactImport, source_of
    from tlvwa.portal.exchange.contact_table import parse_contacts

    with context.obj() as site, as_owner(site):
        try:
            table = parse_contacts(file.read_bytes(), file.name)
        except ContactTableError as error:
            raise click.ClickException(say(error.text)) from None
        of_rows = source_of(table, source, as_of.date() if as_of else None)
        contact_import = ContactImport(site, is_trial=is_trial, batch=batch)
        with progress_bar("Zeilen", len(table.rows), silent=as_json) as advance:
            report = contact_import.run(table, of_rows, advance)
        if as_json:
            print_json(report.to_json())
        else:
            print_lines(report.lines())
