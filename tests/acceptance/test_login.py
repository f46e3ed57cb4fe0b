"""Logging in to a real start: the first account, cookies, REST by cookie in a browser."""

import base64
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
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


@pytest.mark.browser
def test_the_form_logs_in(page, server):
    log_in(page, server)
    page.goto(f"{server.root}/@@redaktion")
    assert page.locator("h1").count() == 1
    assert "login" not in page.url


ATTACK = """<form id="form" method="post" enctype="text/plain" action="ROOT/++api++/de/@workflow/retract">
<input name="{&quot;a&quot;:&quot;" value="&quot;}"></form>
<script>
  const send = (method, type, body) => fetch("ROOT/++api++/de", {
    method, body, mode: type ? "no-cors" : "cors", credentials: "include",
    headers: {Accept: "application/json", ...(type ? {"Content-Type": type} : {})},
  }).catch(() => null);
  window.done = Promise.all([
    send("POST", "text/plain", '{"@type": "Document", "title": "Fremd"}'),
    send("POST", "text/plain", '{"@type": "Document", "id": "fremd", "title": "Fremd"}'),
  ]).then(() => "done");
</script>"""


@contextmanager
def another_origin(html):
    """The address of a page of another program on the same host: another origin, but the same site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{other.server_address[1]}/"
        other.shutdown()


@pytest.mark.browser
def test_a_page_of_another_origin_publishes_nothing_with_somebodys_cookie(page, server):
    log_in(page, server)
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    with another_origin(ATTACK.replace("ROOT", server.root)) as address:
        page.goto(address)
        assert page.evaluate("window.done") == "done"
        assert sent.count("POST") == 2  # the browser shows this page none of the answers
        with page.expect_response("**/@workflow/retract") as answer:
            page.evaluate("document.getElementById('form').submit()")
        assert answer.value.status == 403
    assert requests.get(f"{server.root}/de/fremd", timeout=60).status_code == 404
    assert requests.get(f"{server.root}/de", timeout=60).status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("host", ["127.0.0.1", "portal.example"])
def test_scripts_of_the_site_still_change_things(page, server, host):
    """Also on a host without https, where browsers do not say ``Sec-Fetch-Site``."""
    root = server.root.replace("127.0.0.1", host)
    page.goto(f"{root}/login")
    page.fill("#__ac_name", "admin")
    page.fill("#__ac_password", server.password)
    page.click("#buttons-login")
    page.wait_for_load_state()
    page.goto(f"{root}/@@redaktion")
    change = """([address, body]) => fetch(address, {method: "POST", body: JSON.stringify(body),
        headers: {Accept: "application/json", "Content-Type": "application/json"}}).then(r => r.status)"""
    document = {"@type": "Document", "id": f"neu-{host.replace('.', '-')}", "title": "Neu"}
    assert page.evaluate(change, [f"{root}/de", document]) == 201
    page.goto(f"{root}/de/folder_contents")
    page.wait_for_selector(f"a[href*='{document['id']}']")
    page.goto(f"{root}/de/++add++File")
    page.fill("#form-widgets-title", "Datei")
    page.set_input_files("input[type=file]", {
        "name": "a.txt", "mimeType": "text/plain", "buffer": b"Text",
    })  # fmt: skip
    page.click("#form-buttons-save")
    page.wait_for_load_state()
    assert "++add++" not in page.url
    page.goto(f"{root}/de/{document['id']}/edit")
    page.wait_for_selector(".tox-tinymce")
    upload = """async ([address, token]) => {
        const form = new FormData();
        form.append("file", new File(["GIF89a"], "bild.gif", {type: "image/gif"}), "bild.gif");
        form.append("_authenticator", token);
        const headers = {Accept: "application/json"};
        return (await fetch(address, {method: "POST", body: form, headers})).status;
    }"""
    token = page.locator("input[name=_authenticator]").first.input_value()
    status = page.evaluate(upload, [f"{root}/de/@@fileUpload", token])
    assert status in (200, 201, 204)
