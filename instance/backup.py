"""Back up the data of this checkout, also while the site runs, and restore them while nothing does.

A backup is a folder: ``data``, kept by repozo (a full copy, then what was added since, until somebody
packs), ``blobs``, the uploaded files, and ``manifest.json``, which lists both. For the storage server of
``make run`` and of zc.buildout.
"""

import argparse
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import serve

FOLDERS = ("filestorage", "blobstorage")
BUSY = "A backup is being made there already: wait for it."


def command(name):
    """A command of ``make run`` or of buildout, whichever is installed."""
    for folder in (serve.CHECKOUT / ".venv" / "bin", serve.CHECKOUT / "bin"):
        if (folder / name).exists():
            return folder / name
    raise SystemExit(f"{name} is not installed yet: run make install or make buildout first.")


def copy_files(source, target, without=()):
    """Copy every file that ``target`` lacks; a blob never changes once it has its name.

    A file of another size is one that was still being written, or a copy that broke off. ``without``
    are names below ``source`` that are not copied.
    """
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        copy = target / relative
        # Unfinished blobs; one that is gone meanwhile was packed away.
        if relative.parts[0] == "tmp" or not path.is_file() or relative.as_posix() in without:
            continue
        with contextlib.suppress(FileNotFoundError):
            if not copy.exists() or copy.stat().st_size != path.stat().st_size:
                copy.parent.mkdir(parents=True, exist_ok=True)
                part = copy.with_name(copy.name + ".part")
                shutil.copyfile(path, part)
                part.replace(copy)


def back_up(var, folder):
    """Add the state of now to the backup in ``folder``.

    The data first: a transaction that is in them has its blobs in place already.
    """
    data = var / "filestorage" / "Data.fs"
    if not data.exists():
        raise SystemExit(f"{var}: there are no data yet.")
    (folder / "data").mkdir(parents=True, exist_ok=True)
    with serve.only_one(folder, BUSY):
        repozo = [command("repozo"), "--backup", "--gzip", "--file", data]
        subprocess.run([*repozo, "--repository", folder / "data"], check=True)
        copy_files(var / "blobstorage", folder / "blobs")
        subprocess.run([command("tlvwa-portal"), "backup", "list", folder], check=True)


def restore(var, folder, date, without_missing):
    """Put the backup in the place of the data; those go to ``var/before-restore-…``.

    Nothing is moved before the backup was read and found whole, or ``without_missing`` says that
    files may be missing.
    """
    if not any((folder / "data").glob("*.fsz")):
        raise SystemExit(f"{folder}: no backup is there.")
    if serve.listens(socket.AF_UNIX, str(var / "zeo.sock")):
        raise SystemExit("The storage server runs: stop it first.")
    fresh = var / "restoring"
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "filestorage").mkdir(parents=True)
    data = fresh / "filestorage" / "Data.fs"
    repozo = [command("repozo"), "--recover", "--with-verify", "--repository", folder / "data"]
    moment = ["--date", date] if date else []
    subprocess.run([*repozo, *moment, "--output", data], check=True)
    damaged = damaged_files(folder, data)
    if damaged and not without_missing:
        raise SystemExit(
            f"{len(damaged)} files of the backup are missing or damaged, see above. Nothing was "
            "changed. To go on without them: make restore with WITHOUT_MISSING=1."
        )
    (fresh / "blobstorage").mkdir()
    copy_files(folder / "blobs", fresh / "blobstorage", damaged)
    set_aside(var)
    for name in FOLDERS:
        (fresh / name).rename(var / name)
    fresh.rmdir()
    (var / "site-created").touch()


def damaged_files(folder, data):
    """Names, below ``blobs``, of the files that are missing or damaged; each is told on stderr.

    ``data`` are the data that were recovered from the backup.
    """
    verify = [command("tlvwa-portal"), "backup", "verify", folder, "--data", data, "--json"]
    told = subprocess.run(verify, stdout=subprocess.PIPE, text=True, check=False)
    try:
        damages = json.loads(told.stdout)
    except ValueError:
        raise SystemExit("The backup could not be verified, see above.") from None
    for damage in damages:
        print(f"{damage['path']}: {damage['reason']}", file=sys.stderr)
    return {damage["path"].removeprefix("blobs/") for damage in damages}


def set_aside(var):
    """Move the data of now out of the way, and say where they are."""
    there = [var / name for name in FOLDERS if (var / name).exists()]
    if there:
        before = Path(tempfile.mkdtemp(prefix=time.strftime("before-restore-%Y-%m-%d-"), dir=var))
        for path in there:
            path.rename(before / path.name)
        print(f"What was there before is in {before}: delete it when you are sure.")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["backup", "restore"])
    parser.add_argument("folder", type=Path, help="where the backup is kept")
    parser.add_argument(
        "--date", help="restore the state of this moment: YYYY-MM-DD[-HH[-MM]], UTC"
    )
    parser.add_argument(
        "--without-missing",
        action="store_true",
        help="restore also if stored files are missing or damaged, without those",
    )
    parser.add_argument("--var", type=Path, default=serve.CHECKOUT / "var")
    arguments = parser.parse_args()
    os.umask(0o077)
    var, folder = arguments.var.resolve(), arguments.folder.resolve()
    try:
        if arguments.what == "backup":
            back_up(var, folder)
        else:
            var.mkdir(parents=True, exist_ok=True)
            with serve.only_one(var):
                restore(var, folder, arguments.date, arguments.without_missing)
    except subprocess.CalledProcessError as error:
        return f"repozo ended with code {error.returncode}; it says why above."
    return 0


if __name__ == "__main__":
    sys.exit(main())
