"""The console command ``services import``: what it says, what it ends with."""

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from tlvwa.portal.cli import main
from tlvwa.portal.cli.output import progress_bar

from .factories import key, record, written

ROWS = [record(1), ("nicht im LeiKa", "0", "Elefant", "1", "", ""), record(1), record(2, type="x")]


@pytest.fixture
def command(portal, tmp_path, monkeypatch):
    """Runs the command over a table in the test's own site."""
    monkeypatch.setattr(main.instance, "open_site", lambda *_names: nullcontext(portal))
    file = tmp_path / "leika.csv"

    def command(*options, content=None):
        file.write_bytes(written(ROWS) if content is None else content)
        return CliRunner().invoke(main.main, ["services", "import", str(file), *options])

    return command


def test_it_says_what_it_did(portal, command):
    ended = command()
    assert ended.exit_code == 0, ended.output
    assert ended.output.splitlines() == [
        "Zeile 3, ausgelassen: kein Leistungsschlüssel: „nicht im LeiKa“ (Elefant)",
        f"Zeile 4, ausgelassen: Schlüssel {key(1)} steht schon in Zeile 2",
        "Zeile 5, Hinweis: Typisierung „x“ steht nicht in der Liste, ohne sie übernommen",
        "2 angelegt, 2 ausgelassen",
    ]
    assert command().output.splitlines()[-1] == "2 unverändert, 2 ausgelassen"
    made = portal["leistungen"][key(1)]
    assert made.creators == (portal.getOwner().getId(),)


def test_it_needs_no_owner_of_the_site(portal, command, monkeypatch):
    monkeypatch.setattr(portal, "_owner", None)
    ended = command()
    assert ended.exit_code == 0, ended.output
    assert key(1) in portal["leistungen"]


def test_it_says_it_to_programs(command):
    ended = command("--json", "--publish", "--batch", "1", "--folder", "katalog")
    report = json.loads(ended.stdout)
    assert report["outcomes"]["created"] == 2
    assert set(report["outcomes"].values()) == {2, 0}
    assert [remark["line"] for remark in report["left_out"]] == [3, 4]
    assert [remark["line"] for remark in report["remarks"]] == [5]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a;b;c\n", "leika.csv, Zeile 1: Spalte fehlt: leika"),
        (b"K\x81se", "leika.csv, Zeile 1: weder UTF-8 noch Windows-1252"),
        (written(ROWS) + b'"', "leika.csv, Zeile 6: kein CSV"),
    ],
)
def test_a_broken_file_changes_nothing(portal, command, content, said):
    ended = command(content=content)
    assert ended.exit_code == 1
    assert said in ended.output
    assert "leistungen" not in portal


def test_a_folder_that_cannot_be(command):
    ended = command("--folder", "a/b")
    assert ended.exit_code == 1
    assert "„a“ gibt es nicht" in ended.output


def test_nothing_to_import(command):
    assert command(content=written([])).output == "Keine Zeile.\n"


def test_the_bar_is_for_a_terminal(capsys, monkeypatch):
    for seen in (False, True):
        monkeypatch.setattr("sys.stdout.isatty", lambda seen=seen: seen)
        monkeypatch.setenv("FORCE_COLOR", "1")
        with progress_bar("Leistungen", 10, silent=False) as advance:
            advance(10)
        assert bool(capsys.readouterr().out) is seen
        with progress_bar("Leistungen", 10, silent=True) as advance:
            advance(10)
        assert capsys.readouterr().out == ""
