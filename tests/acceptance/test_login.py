"""Logging in to a real start: the first account, cookies, REST by cookie in a browser."""

import base64

import requests

from .conftest import log_in

JSON = {"Accept": "application/json"}


def session_of(server, name="admin", password=None):
    """A session that logged in by the form, and the response."""
    session = requests.Session()
    form = {"__ac_name": name, "__ac_password": password or server.password}
    response = session.post(
        f"{server.root}/login",
        data=form | {"buttons.login": "Anmelden"},
        allow_redirects=False,
        timeout=60,
    )
    return session, response


def test_the_first_account_lives_in_the_site_and_its_password_in_no_cookie(server):
    session, response = session_of(server)
    assert session.get(f"{server.root}/@@overview-controlpanel", timeout=60).status_code == 200
    for cookie in session.cookies:
        value = base64.b64decode(cookie.value.strip('"') + "===", validate=False)
        assert server.password.encode() not in value
        assert server.password.encode().hex().encode() not in value
    ticket = response.headers["Set-Cookie"]
    assert "HttpOnly" in ticket
    assert "SameSite=Lax" in ticket
    root = server.root.removesuffix("/tlvwa")
    answer = requests.get(f"{root}/manage_main", auth=("admin", server.password), timeout=60)
    assert answer.status_code == 401


def test_the_console_lets_somebody_in(server, tmp_path):
    password = tmp_path / "password"
    password.write_text("ein-neues-passwort\n")
    made = server.console("accounts", "set", "neu", "--password-file", str(password))
    assert made.returncode == 0, made.stderr
    assert "angelegt" in made.stdout
    session, _response = session_of(server, "neu", "ein-neues-passwort")
    assert session.get(f"{server.root}/@@overview-controlpanel", timeout=60).status_code == 200
    password.write_text("kurz\n")
    refused = server.console("accounts", "set", "neu", "--password-file", str(password))
    assert refused.returncode == 1
    unknown = server.console(
        "accounts", "set", "neu", "--role", "Kaiser", "--password-file", str(password)
    )
    assert "Kaiser" in unknown.stderr


def test_the_form_logs_in(page, server):
    log_in(page, server)
    page.goto(f"{server.root}/@@redaktion")
    assert page.locator("h1").count() == 1
    assert "login" not in page.url
