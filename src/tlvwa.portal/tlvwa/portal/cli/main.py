"""The console command ``tlvwa-portal``; all of it works while the site runs (spec:console)."""

import click

from tlvwa.portal.cli import instance
from tlvwa.portal.cli.accounts import accounts
from tlvwa.portal.cli.areas import areas
from tlvwa.portal.cli.authorities import authorities
from tlvwa.portal.cli.backup import backup
from tlvwa.portal.cli.ledger import ledger, questions
from tlvwa.portal.cli.maintenance import check, jobs, rebuild
from tlvwa.portal.cli.responsible import responsible
from tlvwa.portal.cli.search import search
from tlvwa.portal.cli.services import services
from tlvwa.portal.cli.site import create_site_command

COMMANDS = (
    accounts,
    areas,
    authorities,
    backup,
    check,
    create_site_command,
    jobs,
    ledger,
    questions,
    rebuild,
    responsible,
    search,
    services,
)


@click.group()
@click.option("--zope-conf", envvar="ZOPE_CONF", help="Die zope.conf der Instanz.")
@click.option(
    "--site", envvar="TLVWA_SITE", default="tlvwa", show_default=True, help="Die Website."
)
@click.pass_context
def main(context, zope_conf, site):
    """Zuständigkeitsfinder: Gebiete, Zuständigkeiten und Wartung auf der Kommandozeile."""
    context.obj = lambda: instance.open_site(zope_conf, site)


for command in COMMANDS:
    main.add_command(command)
