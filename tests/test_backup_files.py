"""A backup lists what it holds, and a restore says what is missing before it moves anything."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import transaction
from ZODB.blob import Blob, BlobStorage
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

INSTANCE = Path(__file__).parents[1] / "instance"
CONSOLE = Path(sys.executable).parent / "tlvwa-portal"
TEXTS = (b"Bericht", b"Statistik", b"Satzung")


def run(*command):
    """What a command says and with which code it ends."""
    return subprocess.run(command, capture_output=True, text=True, check=False)


def back_up(what, folder, var, *options):
    """Run ``instance/backup.py`` as ``make backup`` and ``make restore`` do."""
    return run(sys.executable, INSTANCE / "backup.py", what, folder, "--var", var, *options)


def blobs_of(var):
    """The texts of the stored files, by name, and ``None`` for one that is missing."""
    storage = FileStorage(str(var / "filestorage" / "Data.fs"))
    database = DB(BlobStorage(str(var / "blobstorage"), storage))
    connection = database.open()
    try:
        return {name: _text(blob) for name, blob in connection.root()["files"].items()}
    finally:
        connection.close()
        database.close()


def _text(blob):
    try:
        with blob.open() as opened:
            return opened.read()
    except KeyError:
        return None


@pytest.fixture
def var(tmp_path):
    """A database with three stored files."""
    var = tmp_path / "var"
    (var / "filestorage").mkdir(parents=True)
    storage = FileStorage(str(var / "filestorage" / "Data.fs"))
    database = DB(BlobStorage(str(var / "blobstorage"), storage))
    connection = database.open()
    connection.root()["files"] = {text.decode(): Blob(text) for text in TEXTS}
    transaction.commit()
    connection.close()
    database.close()
    return var


@pytest.fixture
def folder(var, tmp_path):
    """A backup of it."""
    folder = tmp_path / "backup"
    made = back_up("backup", folder, var)
    assert made.returncode == 0, made.stderr
    return folder


def stored_file(folder, text):
    """The stored file of a backup with this content."""
    (path,) = (path for path in (folder / "blobs").rglob("*.blob") if path.read_bytes() == text)
    return path


def test_a_whole_backup_is_listed_verified_and_comes_back(folder, tmp_path):
    listed = json.loads((folder / "manifest.json").read_text())
    assert len([path for path in listed if path.startswith("blobs/")]) == len(TEXTS)
    assert any(path.startswith("data/") for path in listed)
    assert all(len(entry["sha256"]) == 64 for entry in listed.values())
    verified = run(CONSOLE, "backup", "verify", folder)
    assert verified.returncode == 0, verified.stderr
    assert "lässt sich wiederherstellen" in verified.stdout
    restored = back_up("restore", folder, tmp_path / "neu")
    assert restored.returncode == 0, restored.stderr
    assert blobs_of(tmp_path / "neu") == {text.decode(): text for text in TEXTS}


DAMAGES = {
    "missing": (lambda path: path.unlink(), "fehlt"),
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:3]), "hat 3 statt 9 Bytes"),
    "changed": (lambda path: path.write_bytes(b"statistiK"), "einen anderen Inhalt"),
}


@pytest.mark.parametrize(("harm", "reason"), DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_named_and_nothing_is_moved(folder, var, tmp_path, harm, reason):
    path = stored_file(folder, b"Statistik")
    harm(path)
    name = path.relative_to(folder).as_posix()
    verified = run(CONSOLE, "backup", "verify", folder, "--json")
    assert verified.returncode == 1
    (damage,) = json.loads(verified.stdout)
    assert damage["path"] == name
    assert reason in damage["reason"]
    before = blobs_of(var)
    refused = back_up("restore", folder, var)
    assert refused.returncode == 1
    assert name in refused.stderr
    assert "WITHOUT_MISSING=1" in refused.stderr
    assert blobs_of(var) == before
    assert not list(var.glob("before-restore-*"))
    restored = back_up("restore", folder, tmp_path / "neu", "--without-missing")
    assert restored.returncode == 0, restored.stderr
    assert blobs_of(tmp_path / "neu") == {text.decode(): text for text in TEXTS} | {
        "Statistik": None
    }


def test_a_file_that_the_data_name_and_the_manifest_does_not_is_missed_too(folder):
    """As in a backup from before there were manifests."""
    path = stored_file(folder, b"Satzung")
    path.unlink()
    (folder / "manifest.json").unlink()
    verified = run(CONSOLE, "backup", "verify", folder)
    assert verified.returncode == 1
    assert f"{path.relative_to(folder)}: fehlt, die Daten verweisen darauf" in verified.stdout


def test_damaged_data_and_an_unreadable_manifest_are_told(folder, tmp_path):
    (data,) = (folder / "data").glob("*.fsz")
    (folder / "manifest.json").write_text("{}")
    whole = data.read_bytes()
    data.write_bytes(whole[:-20])
    verified = run(CONSOLE, "backup", "verify", folder)
    assert verified.returncode == 1
    assert verified.stderr.startswith("Error: ")
    data.write_bytes(whole)
    (folder / "manifest.json").write_text("[1]")
    verified = run(CONSOLE, "backup", "verify", folder)
    assert verified.returncode == 1
    assert "manifest.json" in verified.stderr
    refused = back_up("restore", folder, tmp_path / "neu")
    assert refused.returncode == 1
    assert "could not be verified" in refused.stderr
    verified = run(CONSOLE, "backup", "verify", tmp_path)
    assert "keine Sicherung" in verified.stderr


def test_what_did_not_change_is_not_read_again(folder, var):
    before = json.loads((folder / "manifest.json").read_text())
    path = stored_file(folder, b"Bericht")
    about = path.stat()
    path.write_bytes(b"bERICHT")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert back_up("backup", folder, var).returncode == 0
    after = json.loads((folder / "manifest.json").read_text())
    name = path.relative_to(folder).as_posix()
    assert after[name] == before[name]
    assert run(CONSOLE, "backup", "verify", folder).returncode == 1
