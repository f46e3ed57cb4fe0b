"""The console commands of ``areas``: what they say, what they end with."""

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from tlvwa.portal.cli import main
from tlvwa.portal.readmodels.gazetteer_store import read_gazetteer_table

from ..factories import GOESEN


@pytest.fixture
def command(portal, monkeypatch):
    """Runs a command in the test's own site."""
    monkeypatch.setattr(main.instance, "open_site", lambda *_names: nullcontext(portal))
    return lambda *arguments: CliRunner().invoke(main.main, ["areas", *map(str, arguments)])


def test_an_area_is_shown_by_key_name_and_postal_code(command):
    for text in (GOESEN, "Gösen"):
        ended = command("show", text)
        assert ended.exit_code == 0, ended.output
        assert ended.output.startswith(f"{GOESEN}  Gösen")
    items = json.loads(command("show", "07607", "--json").output)
    assert GOESEN in [item["key"] for item in items]


def test_an_unknown_area_is_an_error(command):
    ended = command("show", "Atlantis")
    assert ended.exit_code == 1
    assert "Kein Gebiet zu „Atlantis“." in ended.output


@pytest.mark.parametrize("name", ["import", "rehearse"])
def test_a_file_that_is_no_register_changes_nothing(command, tmp_path, name):
    file = tmp_path / "register.txt"
    file.write_text("Das ist kein Gemeindeverzeichnis.\n")
    before = read_gazetteer_table()
    ended = command(name, file)
    assert ended.exit_code == 1
    assert "register.txt" in ended.output
    assert read_gazetteer_table() == before


def test_a_newer_register_is_rehearsed_and_nothing_is_written(command, data):
    before = read_gazetteer_table()
    register = data / "gv100ad" / "GV100AD_31082025.txt"
    ended = command("rehearse", register, "--land", "16")
    assert ended.exit_code in (0, 3), ended.output
    assert ended.output
    assert read_gazetteer_table() == before
