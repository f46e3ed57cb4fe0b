"""The server and the console command beside it."""

import json
import stat

import requests

from .conftest import free_port, start_server


def test_the_password_is_for_its_owner_only(server):
    mode = (server.var / "admin-password").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    answer = requests.get(
        f"{server.root}/@users/admin",
        auth=("admin", server.password),
        headers={"Accept": "application/json"},
        timeout=30,
    )
    assert answer.status_code in (200, 404)
    assert requests.get(f"{server.root}/@@overview-controlpanel", timeout=30).url.count("login")


def test_the_console_answers_while_the_site_runs(server):
    found = server.console("areas", "show", "Gösen")
    assert found.returncode == 0, found.stderr
    assert "160745052025" in found.stdout
    answer = server.console("responsible", "Hundesteuer", "Gösen", "--json")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["offices"][0]["title"] == "Stadtverwaltung Eisenberg"
    assert server.console("responsible", "Personalausweis", "07646").returncode == 3
    assert server.console("responsible", "Personalausweis", "Atlantis").returncode == 1


def test_the_demo_holds_together(server):
    checked = server.console("check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    rebuilt = server.console("rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr


def test_a_broken_register_changes_nothing(server, tmp_path):
    broken = tmp_path / "register.txt"
    broken.write_text("602025083116074\n", encoding="utf-8")
    refused = server.console("areas", "import", str(broken))
    assert refused.returncode == 1
    assert "register.txt" in refused.stderr


def test_a_newer_register_is_rehearsed_and_nothing_is_written(server, data, tmp_path):
    lines = (data / "gv100ad" / "GV100AD_31082025.txt").read_text("utf-8-sig").splitlines()
    newer = tmp_path / "register.txt"
    kept = [
        f"{line[:2]}20261231{line[10:]}" for line in lines if line[10:18] != "16074025"
    ]  # Gösen
    newer.write_text("\n".join(kept) + "\n", encoding="utf-8")
    told = server.console("areas", "rehearse", str(newer), "--land", "16")
    assert told.returncode == 3, told.stderr
    assert "1 Gebiete enden, 0 beginnen" in told.stdout
    assert "ohne Antwort: " in told.stdout
    as_json = server.console("areas", "rehearse", str(newer), "--land", "16", "--json")
    assert json.loads(as_json.stdout)["counts"]["lost"] > 0
    shown = server.console("areas", "show", "160745052025", "--json")
    assert json.loads(shown.stdout)[0]["valid_to"] is None


def test_a_second_start_takes_seconds_and_keeps_the_data(tmp_path):
    var = tmp_path / "var"
    var.mkdir()
    first = start_server(var, free_port())
    uid = first.service("Hundesteuer")
    first.process.terminate()
    assert first.process.wait(timeout=60) == 0
    second = start_server(var, free_port())
    try:
        assert second.service("Hundesteuer") == uid
        assert "Creating the demo site" not in (var / "serve.log").read_text()
    finally:
        second.process.terminate()
        assert second.process.wait(timeout=60) == 0
