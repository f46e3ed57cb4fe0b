"""A backup made while the site runs brings everything back: content, files and what is answered."""

import socket
import subprocess
import sys
import threading
import time
from base64 import b64encode

import pytest
import requests

from .conftest import CHECKOUT, free_port, start_server

CONTENT = b"%PDF-1.4 " + b"Sicherung " * 5000
EISENBERG = "160745052018"


def backup(what, folder, *options):
    """Run ``instance/backup.py`` as ``make backup`` and ``make restore`` do."""
    command = [sys.executable, CHECKOUT / "instance" / "backup.py", what, folder, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


class Editor:
    """The administrator of a running site, over REST."""

    def __init__(self, server, password):
        self.server = server
        self.asked = {"headers": {"Accept": "application/json"}, "timeout": 60}
        self.asked["auth"] = ("admin", password)

    def upload(self, content):
        """The address of a new file, below the site."""
        data = {"data": b64encode(content).decode(), "encoding": "base64"}
        fields = {"filename": "sicherung.pdf", "content-type": "application/pdf"}
        body = {"@type": "File", "title": "Sicherung", "file": data | fields}
        answer = requests.post(self.server.root, json=body, **self.asked)
        assert answer.status_code == 201, answer.text
        return answer.json()["@id"].removeprefix(self.server.root)

    def content(self, path):
        """What a file holds."""
        return requests.get(f"{self.server.root}{path}/@@download/file", **self.asked).content

    def remove(self, path):
        """Delete an object."""
        assert requests.delete(self.server.root + path, **self.asked).status_code == 204

    def answer(self):
        """Who is responsible for a dog in Eisenberg, with the number of the journal."""
        service = self.server.service("Hundesteuer")
        told = self.server.json("@responsible", service=service, area=EISENBERG).json()
        office = told["offices"][0]
        return office["@id"].removeprefix(self.server.root), office["title"], told["journal"]

    def rename(self, path, title):
        """Give an object another title."""
        answer = requests.patch(self.server.root + path, json={"title": title}, **self.asked)
        assert answer.ok, answer.text


@pytest.fixture
def busy(server):
    """Edits that go on while a backup is made: ``with busy():``."""
    editor, ended = Editor(server, server.password), threading.Event()
    other = "/leistungen/hundesteuer"

    def edit():
        while not ended.is_set():
            asked = {"json": {"subjects": [str(time.monotonic())]}, **editor.asked}
            requests.patch(server.root + other, **asked)

    thread = threading.Thread(target=edit)
    thread.start()
    yield
    ended.set()
    thread.join()


@pytest.fixture
def backups(server, tmp_path, busy):
    """Two backups of the running site in one folder: before a change, and after it."""
    editor, folder = Editor(server, server.password), tmp_path / "backup"
    path = editor.upload(CONTENT)
    office, title, _ = editor.answer()
    try:
        made = backup("backup", folder, "--var", server.var)
        assert made.returncode == 0, made.stderr
        time.sleep(1.1)  # backups are told apart, and asked for, by the second
        between = time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime())
        time.sleep(1.1)
        editor.rename(office, "Nach der Sicherung")
        editor.remove(path)
        made = backup("backup", folder, "--var", server.var)
        assert made.returncode == 0, made.stderr
    finally:
        editor.rename(office, title)
    assert folder.stat().st_mode & 0o077 == 0
    return folder, between, path, title


def test_what_was_backed_up_comes_back(server, backups, tmp_path):
    folder, between, path, title = backups
    var = tmp_path / "var"
    assert backup("restore", folder, "--var", var).returncode == 0
    assert not list(var.glob("before-restore-*"))
    restored = backup("restore", folder, "--date", between, "--var", var)
    assert restored.returncode == 0, restored.stderr
    (before,) = var.glob("before-restore-*")
    assert (before / "filestorage" / "Data.fs").exists()
    assert str(before) in restored.stdout
    number = serve_and_edit(server.password, folder, var, path, title, "Eine Änderung")
    # The same number again, of another entry.
    assert backup("restore", folder, "--date", between, "--var", var).returncode == 0
    again = serve_and_edit(server.password, folder, var, path, title, "Eine andere Änderung")
    assert again == number


def serve_and_edit(password, folder, var, path, title, new):
    """Serve what was restored, look at it, change it; the journal's number after the change."""
    running = start_server(var, free_port())
    try:
        editor = Editor(running, password)
        office, told, _ = editor.answer()
        assert told == title
        assert editor.content(path) == CONTENT
        checked = running.console("check")
        assert checked.returncode == 0, checked.stdout + checked.stderr
        editor.rename(office, new)
        assert editor.answer()[1] == new
        refused = backup("restore", folder, "--var", var)
        assert refused.returncode == 1
        assert "stop that first" in refused.stderr
        return editor.answer()[2]
    finally:
        running.process.terminate()
        assert running.process.wait(timeout=60) == 0


def test_a_storage_server_alone_is_not_overwritten(tmp_path_factory, tmp_path):
    var = tmp_path_factory.mktemp("v")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "2026-01-01-00-00-00.fsz").touch()
    with socket.socket(socket.AF_UNIX) as storage:
        storage.bind(str(var / "zeo.sock"))
        storage.listen()
        refused = backup("restore", tmp_path, "--var", var)
    assert (refused.returncode, refused.stderr.strip()) == (
        1,
        "The storage server runs: stop it first.",
    )


def test_what_is_no_backup_changes_nothing(tmp_path):
    var = tmp_path / "var"
    (var / "filestorage").mkdir(parents=True)
    (var / "filestorage" / "Data.fs").write_text("Daten")
    refused = backup("restore", tmp_path / "nichts", "--var", var)
    assert refused.returncode == 1
    assert "no backup is there" in refused.stderr
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "2026-01-01-00-00-00.fsz").write_text("Unsinn")
    (tmp_path / "data" / "2026-01-01-00-00-00.dat").write_text("Unsinn")
    broken = backup("restore", tmp_path, "--var", var)
    assert broken.returncode == 1
    assert (var / "filestorage" / "Data.fs").read_text() == "Daten"
    assert backup("backup", tmp_path, "--var", tmp_path / "leer").returncode == 1
