"""No page of the public or of editors breaks the policy, and what is slipped in does nothing."""

import pytest
import requests

from .conftest import log_in
from .test_accessibility import PAGES, SERVICES

pytestmark = pytest.mark.browser

# What the browser reports, and what scripts that it refused would have done.
LISTEN = """
window.violations = [];
document.addEventListener('securitypolicyviolation', event => window.violations.push(
  [event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber].join(' ')));
"""
EDITORS_PAGES = {
    "view": "leistungen/hundesteuer",
    "edit-page": "de/barrierefreiheit/edit",
    "edit-service": "leistungen/hundesteuer/edit",
    "edit-authority": "behoerden/stadtverwaltung-erfurt/edit",
    "edit-form": "formulare/rueckmeldung/edit",
    "fields-of-form": "formulare/rueckmeldung/fields",
    "add-file": "de/++add++File",
    "add-event": "de/++add++Event",
    "add-collection": "de/++add++Collection",
    "contents": "de/folder_contents",
    "sharing": "leistungen/hundesteuer/@@sharing",
    "history": "leistungen/hundesteuer/@@historyview",
    "versions": "leistungen/hundesteuer/@@verlauf",
    "start": "@@redaktion",
    "ledger": "@@zustaendigkeitsnachweis",
    "reforms": "@@gebietsreformen",
    "settings": "@@tlvwa-einstellungen",
    "places": "@@tlvwa-orte",
    "panels": "@@overview-controlpanel",
    "panel-site": "@@site-controlpanel",
    "panel-types": "@@content-controlpanel",
    "panel-actions": "@@actions-controlpanel",
    "panel-resources": "@@resourceregistry-controlpanel",
    "panel-language": "@@language-controlpanel",
    "portlets": "de/@@manage-portlets",
    "users": "@@usergroup-userprefs",
    "management": "manage_main",
    "management-of-catalog": "portal_catalog/manage_catalogView",
}
MILLISECONDS_TO_BUILD = 1_500  # what Plone's patterns make of a page
SLIPPED_IN = """
document.body.insertAdjacentHTML('beforeend', `
  <img src="https://elsewhere.example/pixel.png">
  <img src="/gibt-es-nicht.png" onerror="window.ran = 'handler'">
  <iframe src="https://elsewhere.example/"></iframe>
  <div style="background: url(https://elsewhere.example/style.png)">x</div>
  <form id="stolen" action="https://elsewhere.example/" method="post"></form>
  <a id="script" href="javascript:window.ran='address'">x</a>`);
const script = document.createElement('script');
script.textContent = "window.ran = 'script'";
document.body.append(script);
const elsewhere = document.createElement('script');
elsewhere.src = 'https://elsewhere.example/script.js';
document.body.append(elsewhere);
document.getElementById('script').click();
document.getElementById('stolen').submit();
"""


@pytest.fixture
def watched(page):
    """A page that reports what breaks the policy: ``watched(address)`` are the reports."""
    page.add_init_script(LISTEN)

    def watched(address, milliseconds=0):
        page.goto(address)
        page.wait_for_timeout(milliseconds)
        return page.evaluate("window.violations")

    return watched


@pytest.mark.parametrize("width", [1280, 390])
def test_public_pages_keep_the_policy(page, watched, server, width):
    page.set_viewport_size({"width": width, "height": 900})
    services = {name: server.service(words) for name, words in SERVICES.items()}
    broken = {
        name: violations
        for name, path in PAGES.items()
        if (violations := watched(f"{server.root}/{path}".format(**services)))
    }
    assert broken == {}


def test_editors_pages_keep_the_policy(page, watched, server):
    log_in(page, server)
    broken = {}
    for name, path in EDITORS_PAGES.items():
        violations = watched(f"{server.root}/{path}", MILLISECONDS_TO_BUILD)
        if name.startswith("edit-p"):
            page.locator(".tox-tinymce").first.wait_for()
        if name == "contents":
            page.locator(".itemRow").first.wait_for()
        violations = page.evaluate("window.violations") or violations
        broken |= {name: violations} if violations else {}
    assert broken == {}


@pytest.mark.parametrize("who", ["public", "editor"])
def test_what_is_slipped_in_does_nothing(page, watched, server, who):
    if who == "editor":
        log_in(page, server)
    loaded = []
    page.route("**://elsewhere.example/**", lambda route: route.fulfill(body="loaded"))
    page.on("requestfinished", lambda request: loaded.append(request.url))
    watched(f"{server.root}/leistungen/hundesteuer")
    page.evaluate(SLIPPED_IN)
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    assert [url for url in loaded if "elsewhere" in url] == []
    reported = {line.partition(" ")[0] for line in page.evaluate("window.violations")}
    expected = {"img-src", "frame-src", "script-src-elem", "script-src-attr", "form-action"}
    assert expected <= reported


def test_the_server_knows_its_hosts_and_tells_no_product(server):
    answers = {
        host: requests.get(f"{server.root}/de", headers={"Host": host}, timeout=60)
        for host in ("127.0.0.1", "evil.example")
    }
    assert answers["127.0.0.1"].status_code == 200
    assert answers["evil.example"].status_code == 421
    for answer in answers.values():
        assert {"Server", "Via", "X-Powered-By"}.isdisjoint(answer.headers)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
