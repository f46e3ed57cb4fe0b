"""Guessing a password at any door is slowed, told and logged; nobody else is locked out."""

import json
import logging
from base64 import b64encode

import pytest
from plone.app.testing import SITE_OWNER_NAME as ROOT

from tlvwa.portal.security.login import attempts as module

from ...factories import make
from ...layer import PASSWORD
from .client import HERE, Client

JSON = "application/json"
REST = {"Accept": JSON, "Content_Type": JSON}


def credentials(name, password):
    """A log-in as JSON."""
    return json.dumps({"login": name, "password": password}).encode()


def basic(name, password):
    """The header of Basic authentication."""
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


DOORS = {
    "form": lambda client, name, password: client.log_in(name, password),
    "fail-safe form": lambda client, name, password: client.log_in(
        name, password, "failsafe_login"
    ),
    "any page": lambda client, name, password: client.log_in(name, password, ""),
    "REST": lambda client, name, password: client.ask(
        "POST", "@login", credentials(name, password), **REST
    ),
    "any REST": lambda client, name, password: client.ask(
        "POST", "@responsible", credentials(name, password), **REST
    ),
    "Basic": lambda client, name, password: client.ask("GET", "", **basic(name, password)),
    "Basic for REST": lambda client, name, password: client.ask(
        "GET", "@types", Accept=JSON, **basic(name, password)
    ),
}


@pytest.fixture
def moment(monkeypatch):
    """Sets the seconds of the process."""
    moment = [1000.0]
    monkeypatch.setattr(module, "monotonic", lambda: moment[0])
    return moment


@pytest.mark.parametrize("name", ["editor", "niemand"])
@pytest.mark.parametrize("door", DOORS)
def test_every_door_slows_who_guesses(portal, moment, door, name):
    attempt = DOORS[door]
    client = Client(portal)
    for number in range(5):
        assert attempt(client, name, f"falsch{number}").status_int != 429
    refused = attempt(client, name, PASSWORD)
    assert refused.status_int == 429
    assert int(refused.headers["Retry-After"]) == 1
    if "text/html" in refused.headers["Content-Type"]:
        assert "Bitte warten Sie 1 s" in refused.text
        assert f'href="{portal.absolute_url()}/login"' in refused.text
    else:
        assert "Bitte warten Sie" in refused.json["message"]
    assert PASSWORD not in refused.text


def test_delays_grow_and_end(portal, moment):
    client = Client(portal)
    waits = []
    for _number in range(12):
        response = client.log_in("editor", "falsch")
        if response.status_int == 429:
            waits.append(int(response.headers["Retry-After"]))
            moment[0] += waits[-1]
    assert waits[:3] == [1, 2, 4]
    moment[0] += 16 * 60
    client.log_in("editor", PASSWORD)
    assert client.is_known()


def test_the_right_password_in_time_is_let_in_from_elsewhere(portal, moment):
    for _number in range(9):
        Client(portal, "192.0.2.1").log_in("editor", "falsch")
    client = Client(portal, "198.51.100.1")
    client.log_in("editor", PASSWORD)
    assert client.is_known()


def test_who_has_a_session_is_not_slowed(portal, moment):
    client = Client(portal)
    client.log_in("editor", PASSWORD)
    for number in range(30):
        Client(portal, f"192.0.2.{number}").log_in("editor", "falsch")
        Client(portal).log_in(f"anderer{number}", "falsch")
    assert client.is_known()


def test_pages_without_a_password_are_shown_meanwhile(portal, moment):
    make(portal, "Document", id="seite", title="Offen")
    for _number in range(10):
        Client(portal).log_in("editor", "falsch")
    assert Client(portal).ask("GET", "seite").status_int == 200
    assert Client(portal).ask("GET", "login").status_int == 200


def test_the_old_password_is_a_door_too(portal, moment):
    client = Client(portal)
    client.log_in("editor", PASSWORD)
    body = json.dumps({"old_password": "falsch", "new_password": "ein-neues-passwort"}).encode()
    path = "@users/editor/reset-password"
    statuses = [
        client.ask("POST", path, body, Sec_Fetch_Site="same-origin", **REST).status_int
        for _number in range(6)
    ]
    assert statuses == [403] * 5 + [429]


def test_root_accounts_are_guessed_as_slowly(portal, moment):
    statuses = [
        Client(portal, HERE).ask("GET", "", Host="localhost", **basic(ROOT, "falsch")).status_int
        for _number in range(6)
    ]
    assert statuses[-1] == 429
    assert 429 not in statuses[:-1]


def test_one_network_of_ipv6_is_one_address(portal, moment):
    for number in range(5):
        Client(portal, f"2001:db8:1:2::{number + 1:x}").log_in("editor", "falsch")
    assert Client(portal, "2001:db8:1:2:ffff::9").log_in("editor", "falsch").status_int == 429
    assert Client(portal, "2001:db8:1:3::1").log_in("editor", "falsch").status_int != 429


@pytest.mark.parametrize("name", ["editor", "bö\nse: 2026 ERROR alles gut", "x" * 5000])
def test_a_refusal_is_one_line_without_the_password(portal, moment, caplog, name):
    caplog.set_level(logging.WARNING, "tlvwa.portal")
    for _number in range(6):
        Client(portal).log_in(name, "streng-geheim")
    lines = [record.getMessage() for record in caplog.records if record.name == module.__name__]
    assert len(lines) == 1
    assert "203.0.113.7" in lines[0]
    assert "streng-geheim" not in caplog.text
    assert "\n" not in lines[0]
    assert len(lines[0]) < 200


def test_a_flood_does_not_fill_the_log(portal, moment, caplog):
    for _number in range(40):
        Client(portal).ask("GET", "", **basic("editor", "falsch"))
    lines = [record for record in caplog.records if record.name == module.__name__]
    assert 1 <= len(lines) <= 5
