"""The commands for accounts of the site: the way in where nobody can log in."""

from pathlib import Path

import click


@click.group()
def accounts():
    """Konten der Website."""


@accounts.command("set")
@click.argument("name")
@click.option("--role", default="Manager", show_default=True, help="Die Rolle des Kontos.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Die Datei mit dem Passwort; sonst wird danach gefragt.",
)
@click.pass_context
def set_command(context, name, role, password_file):
    """Das Konto NAME anlegen, oder ihm ein neues Passwort und die Rolle geben."""
    import transaction

    from tlvwa.portal.security.login.accounts import set_account
    from tlvwa.portal.security.login.provider.identifiers import is_of_provider
    from tlvwa.portal.security.login.provider.passwords import keep_password

    if is_of_provider(name):
        raise click.ClickException("Konten, die der Anbieter anmeldet, haben kein Passwort.")
    password = _password(password_file)
    with context.obj() as site:
        if role not in site.valid_roles():
            raise click.ClickException(f"Eine Rolle „{role}“ gibt es nicht.")
        problem = site.portal_registration.testPasswordValidity(password)
        if problem:
            raise click.ClickException(str(problem))
        is_new = set_account(site, name, password, role)
        is_kept = keep_password(site.acl_users.source_users.getLoginForUserId(name))
        transaction.commit()
    click.echo(f"Das Konto „{name}“ {'ist angelegt' if is_new else 'hat ein neues Passwort'}.")
    if is_kept:
        click.echo(
            f"Die Website meldet nur über den Anbieter an: „{name}“ steht jetzt unter den Konten, die sich "
            "weiter mit Passwort anmelden."
        )


def _password(file):
    """Read the password from a file, or ask for it."""
    if file is None:
        return click.prompt("Passwort", hide_input=True, confirmation_prompt=True)
    return file.read_text(encoding="utf-8").strip()
