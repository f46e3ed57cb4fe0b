"""REST by cookie changes nothing unless a page of the site itself asks for it."""

from base64 import b64encode

import pytest

from ...factories import make
from ...layer import PASSWORD
from .client import Client, virtual_host

JSON = "application/json"
TITLE = b'{"title": "Fremd"}'
TUS = "application/offset+octet-stream"
SITE = "http://nohost"
SAME = {"Sec_Fetch_Site": "same-origin"}
ELSEWHERE = [
    {},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://nohost.evil.example"},
    {"Origin": "https://nohost"},
    {"Origin": "http://nohost:8080"},
    {"Origin": "http://evil.example", "Referer": "http://nohost/plone"},
    {"Referer": "http://evil.example/?http://nohost/plone"},
    {"Referer": "http://nohost@evil.example/"},
    {"Origin": "http://[", "Referer": "http://nohost/"},
    {"Sec_Fetch_Site": "same-site", "Origin": "http://nohost"},
    {"Sec_Fetch_Site": "cross-site", "Origin": "http://nohost"},
    {"Sec_Fetch_Site": "none", "Origin": "http://nohost"},
    {"Sec_Fetch_Site": "", "Origin": "http://evil.example"},
    {"Sec_Fetch_Site": "same-origin, cross-site"},
]
OWN = [SAME, {"Origin": SITE}, {"Origin": "http://nohost:80"}, {"Referer": f"{SITE}/plone/seite"}]


@pytest.fixture
def page(portal):
    """A page that the manager may edit."""
    return make(portal, "Document", id="seite", title="Eigen")


@pytest.fixture
def manager(portal, page):
    """A manager who is logged in by cookie."""
    client = Client(portal)
    client.log_in("manager", PASSWORD)
    assert client.is_known()
    return client


def change(client, page, method="PATCH", path="seite", body=TITLE, kind=JSON, **headers):
    """The status of a request that changes a page."""
    sent = {"Accept": JSON} | ({"Content_Type": kind} if kind is not None else {})
    return client.ask(method, path, body, **sent | headers).status_int


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_another_page_changes_nothing(manager, page, headers):
    assert change(manager, page, **headers) == 403
    assert page.title == "Eigen"


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_a_page_of_the_site_does(manager, page, headers):
    assert change(manager, page, **headers) == 204
    page._p_jar.sync()
    assert page.title == "Fremd"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "", b'{"@type": "Document", "title": "Neu"}'),
        (
            "POST",
            "@users",
            b'{"username": "boese", "email": "b@example.org", "password": "geheim-lang-1"}',
        ),
        ("DELETE", "seite", b""),
        ("POST", "seite/@workflow/publish", b""),
        ("PATCH", "@registry", b'{"plone.site_title": "x"}'),
        ("POST", "++api++/seite/@workflow/publish", b""),
        ("POST", "@logout", b""),
    ],
)
def test_no_method_does(manager, page, method, path, body):
    headers = {"Origin": "http://evil.example"}
    kinds = (JSON, "text/plain") if body else (JSON,)
    for kind in kinds:
        assert change(manager, page, method, path, body, kind, **headers) == 403
    assert manager.is_known()


@pytest.mark.parametrize(
    "kind",
    [
        *("text/plain", "text/plain;application/json", "application/x-www-form-urlencoded"),
        *(
            "multipart/form-data; boundary=x",
            "TEXT/PLAIN",
            "",
            "application/json, text/plain",
            "json",
        ),
    ],
)
def test_what_a_form_can_send_is_no_json(manager, page, kind):
    assert change(manager, page, kind=kind, **SAME) in (400, 403)
    assert page.title == "Eigen"


@pytest.mark.parametrize("kind", [JSON, "application/json; charset=utf-8", "Application/JSON"])
def test_json_is_taken(manager, page, kind):
    assert change(manager, page, kind=kind, **SAME) == 204


def test_an_upload_in_parts_is_taken(manager, page):
    headers = {
        "Tus_Resumable": "1.0.0",
        "Upload_Length": "3",
        "Upload_Metadata": "filename YS50eHQ=",
    }
    created = manager.ask("POST", "@tus-upload", Accept=JSON, **headers, **SAME)
    assert created.status_int == 201
    part = {"Upload_Offset": "0", "Tus_Resumable": "1.0.0", "Content_Type": TUS}
    path = created.headers["Location"]
    assert manager.ask("PATCH", path, b"abc", Accept=JSON, **part).status_int == 403
    assert manager.ask("PATCH", path, b"abc", Accept=JSON, **part, **SAME).status_int == 204


def basic(name, password=PASSWORD):
    """A header for Basic authentication."""
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


def test_basic_and_tokens_are_as_before(portal, page, manager):
    body = b'{"login": "manager", "password": "%s"}' % PASSWORD.encode()
    login = Client(portal).ask("POST", "@login", body, Accept=JSON, Content_Type=JSON)
    for authorization in (basic("manager"), f"Bearer {login.json['token']}"):
        assert change(Client(portal), page, Authorization=authorization) == 204
        assert change(manager, page, Authorization=authorization) == 204


def test_a_header_that_is_somebody_elses_or_nobodys_does_not_help(manager, page):
    for authorization in (basic("member"), basic("manager", "falsch"), "Bearer x"):
        told = {"Authorization": authorization, "Origin": "http://evil.example"}
        assert change(manager, page, **told) in (401, 403)
    assert page.title == "Eigen"


def test_a_virtual_host_has_its_own_origin(portal, manager, page):
    path = virtual_host(portal, "https", "portal.example:443", "seite")
    ticket = f"__ac={manager.cookies['__ac']}"
    assert change(Client(portal), page, path=path, Cookie=ticket, Origin=SITE) == 403
    assert (
        change(Client(portal), page, path=path, Cookie=ticket, Origin="https://portal.example")
        == 204
    )


def test_reading_needs_no_origin(manager, page):
    assert manager.ask("GET", "seite", Accept=JSON, Origin="http://evil.example").status_int == 200


def test_strangers_may_ask_from_anywhere(portal):
    response = Client(portal).ask(
        *("POST", "@responsible", b'{"service": "99102013002000"}'),
        Accept=JSON,
        Content_Type=JSON,
        Origin="http://evil.example",
    )
    assert response.status_int == 400  # a question without a place
