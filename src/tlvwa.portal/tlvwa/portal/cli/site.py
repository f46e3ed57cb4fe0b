"""The command that makes a site."""

from pathlib import Path

import click

from tlvwa.portal.cli import instance
from tlvwa.portal.cli.output import step_bars


@click.command("create-site")
@click.argument("name")
@click.option("--demo", is_flag=True, help="Mit den Inhalten zum Ausprobieren.")
@click.option("--password-file", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--if-missing", is_flag=True, help="Nichts tun, wenn es die Website schon gibt.")
@click.pass_context
def create_site_command(context, name, demo, password_file, if_missing):
    """Eine Website NAME anlegen, mit dem Konto admin in ihr."""
    from tlvwa.portal.common.progress import reporting_to
    from tlvwa.portal.setuphandlers.create_site import create_site

    app = instance.open_application(context.parent.params["zope_conf"])
    if name in app.objectIds():
        if if_missing:
            return
        raise click.ClickException(f"Die Website „{name}“ gibt es schon.")
    with step_bars() as reporter, reporting_to(reporter):
        create_site(app, name, password_file.read_text(encoding="utf-8").strip(), demo)
    click.echo(f"Die Website „{name}“ ist angelegt.")
