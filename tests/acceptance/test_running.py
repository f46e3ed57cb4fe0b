"""The server and the console command beside it."""

import json
import re
import stat
import time

import requests


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
    unclear = server.console("responsible", "Personalausweis", "99817 Gotha")
    assert unclear.returncode == 3
    assert "passen nicht zusammen" in unclear.stderr


def test_the_demo_holds_together(server):
    checked = server.console("check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    rebuilt = server.console("rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr


def test_nodes_are_kept_for_the_next_start_and_for_nobody_else(server):
    (kept,) = (server.var / "nodes").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    before = kept.stat().st_mtime_ns
    assert server.console("rebuild").returncode == 0
    assert kept.stat().st_mtime_ns > before


def test_the_first_pages_are_compiled_before_the_greeting(server):
    greeted(server)
    compiled = server.var / "chameleon"
    before = {path.name for path in compiled.glob("*.py")}
    assert before
    service = server.json("@service-search", b_size="1").json()["items"][0]["@id"]
    answer = f"{server.root}/de/zustaendigkeitsfinder?service=99102013002000&postal_code=99423"
    for address in (server.root, answer, service, f"{server.root}/login"):
        assert requests.get(address, timeout=30).ok
    assert {path.name for path in compiled.glob("*.py")} == before


def greeted(server):
    """The greeting, once it is there."""
    log = server.var / "serve.log"
    while "REST:" not in log.read_text():
        assert server.process.poll() is None
        time.sleep(0.2)
    return log.read_text()


def test_the_question_over_rest_in_the_greeting_is_answered(server):
    address = re.search(r"'(http\S+@responsible\S+)'", greeted(server))[1]
    answer = requests.get(address, headers={"Accept": "application/json"}, timeout=30).json()
    assert answer["status"] == "answered"


def test_no_place_of_this_machine_is_in_the_database(server):
    assert str(server.var).encode() not in (server.var / "filestorage" / "Data.fs").read_bytes()


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


def test_a_second_start_takes_seconds_and_keeps_the_data(first_start, server):
    _, service = first_start
    assert server.service("Hundesteuer") == service
    assert "Creating the demo site" not in (server.var / "serve.log").read_text()
