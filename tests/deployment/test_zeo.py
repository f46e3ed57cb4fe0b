"""The profiles with a storage server: development has one web server, production two."""

import pytest
import requests


@pytest.fixture(scope="module")
def development(built):
    """The default profile, with the demo site."""
    with built("development", "instance") as deployment:
        deployment.run("zeoserver", "start")
        deployment.create_site()
        deployment.start("instance")
        yield deployment


@pytest.fixture(scope="module")
def production(built):
    """Two web servers on one storage server, with the demo site."""
    with built("production", "instance", "instance2") as deployment:
        deployment.run("zeoserver", "start")
        deployment.create_site()
        deployment.start("instance")
        deployment.start("instance2")
        yield deployment


def test_development_starts_with_the_addon_and_holds_together(development):
    addons = development.json("instance", "@addons", admin=True)["items"]
    installed = {each["id"] for each in addons if each["is_installed"]}
    assert "tlvwa.portal" in installed
    checked = development.run("tlvwa-portal", "check")
    assert checked.returncode == 0


def test_development_answers_a_finder_request(development):
    assert development.office("instance")["title"] == "Stadtverwaltung Eisenberg"
    asked = {"q": "Hundesteuer", "wo": "Eisenberg"}
    page = requests.get(development.url("instance", "zustaendigkeitsfinder"), asked, timeout=60)
    assert page.ok
    without_marks = page.text.replace("<mark>", "").replace("</mark>", "")
    assert "Hund zur Steuer anmelden" in without_marks
    console = development.run("tlvwa-portal", "responsible", "Hundesteuer", "Eisenberg")
    assert "Stadtverwaltung Eisenberg" in console.stdout


def test_each_web_server_answers_and_follows_the_other(production):
    production.expect_office("Stadtverwaltung Eisenberg")
    production.rename_office("instance", "Rathaus Eisenberg")
    production.expect_office("Rathaus Eisenberg")
    production.rename_office("instance2", "Stadtverwaltung Eisenberg")
    production.expect_office("Stadtverwaltung Eisenberg")


def test_production_writes_no_access_log(production):
    requests.post(
        production.url("instance", "zustaendigkeitsfinder"),
        {"lat": "50.9803", "lon": "11.3252"},
        timeout=60,
    )
    logs = [path for path in (production.folder / "var" / "log").iterdir() if path.is_file()]
    assert logs
    for log in logs:
        text = log.read_text(errors="replace")
        assert "50.9803" not in text
        assert "zustaendigkeitsfinder" not in text


def test_production_knows_its_hosts_and_tells_no_product(production):
    for server in production.ports:
        refused = requests.get(production.url(server), headers={"Host": "evil.example"}, timeout=60)
        assert refused.status_code == 421
        assert {"Server", "Via", "X-Powered-By"}.isdisjoint(refused.headers)
