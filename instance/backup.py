"""Back up the data of this checkout, also while the site runs, and restore them while nothing does.

A backup is a folder: ``data``, kept by repozo (a full copy, then what was added since, until somebody
packs), and ``blobs``, the uploaded files. For the storage server of ``make run`` and of zc.buildout.
"""

import argparse
import contextlib
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


def repozo():
    """The command of ``make run`` or of buildout, whichever is installed."""
    for folder in (serve.CHECKOUT / ".venv" / "bin", serve.CHECKOUT / "bin"):
        if (folder / "repozo").exists():
            return folder / "repozo"
    raise SystemExit("repozo is not installed yet: run make install or make buildout first.")


def copy_files(source, target):
    """Copy every file that ``target`` lacks; a blob never changes once it has its name.

    A file of another size is one that was still being written, or a copy that broke off.
    """
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        copy = target / relative
        # Unfinished blobs; one that is gone meanwhile was packed away.
        if relative.parts[0] == "tmp" or not path.is_file():
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
        command = [repozo(), "--backup", "--gzip", "--file", data]
        subprocess.run([*command, "--repository", folder / "data"], check=True)
        copy_files(var / "blobstorage", folder / "blobs")


def restore(var, folder, date):
    """Put the backup in the place of the data; those go to ``var/before-restore-…``.

    Nothing is moved before the backup was read and found whole.
    """
    if not any((folder / "data").glob("*.fsz")):
        raise SystemExit(f"{folder}: no backup is there.")
    if serve.listens(socket.AF_UNIX, str(var / "zeo.sock")):
        raise SystemExit("The storage server runs: stop it first.")
    fresh = var / "restoring"
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "filestorage").mkdir(parents=True)
    command = [repozo(), "--recover", "--with-verify", "--repository", folder / "data"]
    moment = ["--date", date] if date else []
    subprocess.run([*command, *moment, "--output", fresh / "filestorage" / "Data.fs"], check=True)
    (fresh / "blobstorage").mkdir()
    copy_files(folder / "blobs", fresh / "blobstorage")
    set_aside(var)
    for name in FOLDERS:
        (fresh / name).rename(var / name)
    fresh.rmdir()
    (var / "site-created").touch()


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
                restore(var, folder, arguments.date)
    except subprocess.CalledProcessError as error:
        return f"repozo ended with code {error.returncode}; it says why above."
    return 0


if __name__ == "__main__":
    sys.exit(main())
