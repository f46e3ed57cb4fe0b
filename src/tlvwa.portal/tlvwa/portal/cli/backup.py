"""The commands that list and verify backups; they need no instance and no database."""

from dataclasses import asdict
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

import click

from tlvwa.portal.cli import backup_files
from tlvwa.portal.cli.backup_files import BLOBS, Damage
from tlvwa.portal.cli.options import WRONG, json_option
from tlvwa.portal.cli.output import print_json

folder_argument = click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path)
)


@click.group()
def backup():
    """Sicherungen verzeichnen und prüfen."""


@backup.command("list")
@folder_argument
def backup_list(folder):
    """Größe und Prüfsumme aller Dateien der Sicherung in FOLDER festhalten, in manifest.json."""
    click.echo(f"{backup_files.write_manifest(folder)} Dateien verzeichnet.")


@backup.command("verify")
@folder_argument
@click.option(
    "--data",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Die schon wiederhergestellte Data.fs; sonst wird sie zur Probe wiederhergestellt.",
)
@json_option
@click.pass_context
def backup_verify(context, folder, data, as_json):
    """Die Sicherung in FOLDER prüfen, wie eine Wiederherstellung es täte, ohne etwas zu ändern."""
    if not any((folder / backup_files.DATA).glob("*.fsz")):
        raise click.ClickException(f"{folder}: Hier liegt keine Sicherung.")
    try:
        found = _damages(folder, data)
    except (ValueError, CalledProcessError) as error:
        raise click.ClickException(getattr(error, "stderr", None) or str(error)) from error
    if as_json:
        print_json([asdict(damage) for damage in found])
    else:
        for damage in found:
            click.echo(f"{damage.path}: {damage.reason}")
        whole = "Die Sicherung ist vollständig und lässt sich wiederherstellen."
        click.echo(f"{len(found)} Dateien fehlen oder sind beschädigt." if found else whole)
    context.exit(WRONG if found else 0)


def _damages(folder: Path, data: Path | None) -> list[Damage]:
    """Return all that is wrong with a backup, each file once."""
    with TemporaryDirectory(prefix="tlvwa-backup-") as trial:
        if data is None:
            data = Path(trial) / "Data.fs"
            backup_files.recover_data(folder, data)
        found = [*backup_files.damages(folder), *backup_files.missing_blobs(data, folder / BLOBS)]
    return list({damage.path: damage for damage in reversed(found)}.values())
