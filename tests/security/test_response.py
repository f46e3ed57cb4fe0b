"""Heads of every response: of pages, JSON, files, redirects and errors, to strangers and editors."""

import pytest
from plone.namedfile.file import NamedBlobFile, NamedBlobImage

from ..content.test_portal import PIXEL
from ..content_fixtures import content_fixture
from ..factories import JENA, authority, make, service
from ..http_client import JSON

ON_EVERYTHING = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
}
THROUGH_PROXY = "http://localhost/VirtualHostBase/https/portal.example:443/plone/VirtualHostRoot"
# Address, media type asked for, status.
ANSWERS = {
    "start": ("", "text/html", 200),
    "page": ("amt", "text/html", 200),
    "JSON": ("amt", JSON, 200),
    "endpoint": ("@areas?q=jena", JSON, 200),
    "search": ("search?SearchableText=hund", "text/html", 200),
    "finder": ("zustaendigkeitsfinder?q=hund&wo=jena&liste=1", "text/html", 200),
    "login": ("login", "text/html", 200),
    "image": ("bild/@@images/image", "*/*", 200),
    "download": ("datei/@@download/file", "*/*", 200),
    "style sheet": ("++resource++tlvwa.portal.theme/portal.css", "*/*", 200),
    "script": ("++plone++static/bundle-plone/bundle.min.js", "*/*", None),
    "feed": ("aenderungen.atom", "*/*", 200),
    "redirect": ("resolveuid/{uid}", "text/html", 301),
    "no page": ("gibt-es-nicht", "text/html", 404),
    "no JSON": ("gibt-es-nicht", JSON, 404),
    "no right": ("@@overview-controlpanel", "text/html", 302),
    "no right in JSON": ("@users", JSON, 401),
    "root": ("http://nohost/", "text/html", None),
    "root's management": ("http://nohost/manage_main", "text/html", 401),
    "nothing at the root": ("http://nohost/gibt-es-nicht", "text/html", 404),
}


@content_fixture
def listed(portal):
    """A service, an office, an image and a file that are public; the UID of the office."""
    service(portal)
    office = authority(portal, "amt", area=JENA)
    image = NamedBlobImage(PIXEL, "image/gif", "bild.gif")
    make(portal, "Image", publish=False, id="bild", image=image)
    make(
        portal,
        "File",
        publish=False,
        id="datei",
        file=NamedBlobFile(b"<p>hallo</p>", "text/html", "a.html"),
    )
    return office.UID()


@pytest.mark.parametrize("user", ["", "manager"])
@pytest.mark.parametrize("kind", ANSWERS)
def test_every_response_has_the_heads(visitor, listed, kind, user):
    path, accept, status = ANSWERS[kind]
    response = visitor(user).get(path.format(uid=listed), accept)
    if not user and status:
        assert response.status_int == status
    for name, value in ON_EVERYTHING.items():
        assert response.headers.getall(name) == [value], name
    assert response.headers.getall("Permissions-Policy")[0].startswith("geolocation=(self)")
    policy = directives(response)
    assert policy["frame-ancestors"] == "'self'"
    assert policy["default-src"] == "'none'"
    for name in ("X-Powered-By", "Via", "Server", "Strict-Transport-Security"):
        assert name not in response.headers


def directives(response):
    """The content security policy: directive -> sources."""
    (policy,) = response.headers.getall("Content-Security-Policy")
    return dict(line.strip().partition(" ")[::2] for line in policy.split(";"))


@pytest.mark.parametrize("method", ["FOO", "PROPFIND", "DELETE", "TRACE"])
def test_refused_methods_have_the_heads(anybody, listed, method):
    response = anybody.request(method, "amt")
    assert response.status_int in (401, 405)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"]


def test_public_pages_have_no_inline_scripts_and_nothing_foreign(anybody, listed):
    policy = directives(anybody.get("amt"))
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["object-src"] == "'none'"
    assert policy["form-action"] == policy["base-uri"] == "'self'"
    assert "upgrade-insecure-requests" not in policy


def test_editors_pages_have_no_inline_scripts(visitor, listed):
    policy = directives(visitor("manager").get("amt/edit"))
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "http" not in " ".join(policy.values())


def test_an_uploaded_page_is_a_sandbox(visitor, listed):
    policy = directives(visitor().get("datei/@@download/file", "*/*"))
    assert "sandbox" in policy
    assert "script-src" not in policy


def test_an_active_file_is_a_sandbox(portal, visitor, listed):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    make(
        portal,
        "File",
        publish=False,
        id="svg",
        file=NamedBlobFile(drawing, "image/svg+xml", "a.svg"),
    )
    assert "sandbox" in directives(visitor().get("svg/@@download/file", "*/*"))


@pytest.mark.parametrize("user", ["member", "manager"])
@pytest.mark.parametrize(
    "kind", [kind for kind in ANSWERS if kind not in ("style sheet", "script")]
)
def test_nothing_for_somebody_who_is_logged_in_is_kept(visitor, listed, kind, user):
    path, accept, _status = ANSWERS[kind]
    response = visitor(user).get(path.format(uid=listed), accept)
    assert response.headers.getall("Cache-Control") == ["private, no-store"]
    assert "Expires" not in response.headers


def test_files_of_the_theme_may_be_kept_for_everybody(visitor, listed):
    response = visitor("manager").get("++resource++tlvwa.portal.theme/portal.css", "*/*")
    assert "no-store" not in response.headers.get("Cache-Control", "")


@pytest.mark.parametrize("path", ["login", "@@login", "logout", "mail_password_form", "@login"])
def test_log_in_is_kept_by_no_cache(anybody, listed, path):
    assert anybody.get(path).headers["Cache-Control"] == "private, no-store"


def test_public_pages_may_be_kept(anybody, listed):
    assert "no-store" not in anybody.get("amt").headers.get("Cache-Control", "")


def test_a_token_of_rest_is_private(visitor, listed):
    token = visitor().post_json("@login", {"login": "manager", "password": "geheim-und-lang-genug"})
    headers = {"Authorization": f"Bearer {token['token']}", "Accept": JSON}
    response = visitor().ask_with(headers, "amt")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_https_is_kept_and_required(visitor, listed, virtual_hosting, monkeypatch):
    monkeypatch.setenv("TLVWA_HOSTS", "portal.example nohost")
    response = visitor().get(f"{THROUGH_PROXY}/amt")
    assert response.status_int == 200
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "upgrade-insecure-requests" in directives(response)
    monkeypatch.setenv("TLVWA_HSTS", "max-age=60; includeSubDomains")
    assert "includeSubDomains" in visitor().get(THROUGH_PROXY).headers["Strict-Transport-Security"]
    monkeypatch.setenv("TLVWA_HSTS", "")
    assert "Strict-Transport-Security" not in visitor().get(THROUGH_PROXY).headers


def test_a_stricter_referrer_policy_stays(anybody, listed):
    assert anybody.get("aenderungen-bestaetigen").headers["Referrer-Policy"] == "no-referrer"


def test_an_error_without_a_page_has_the_heads(functional):
    from tlvwa.portal.security.response.handler import answer

    def broken(environ, start_response):
        raise RuntimeError("no page for this")

    heads = {}

    def start_response(status, headers, *error):
        heads.update(headers, status=status)

    body = answer(broken, {"HTTP_HOST": "localhost", "PATH_INFO": "/"}, start_response)
    assert heads["status"].startswith("500")
    assert heads["X-Content-Type-Options"] == "nosniff"
    assert b"no page for this" not in b"".join(body)


@pytest.mark.parametrize(
    "path",
    ["", "amt", "datei", "gibt-es-nicht", "@search?b_size=x", "@search", "@@sitemap", "redaktion"],
)
def test_head_is_get_without_its_body(anybody, listed, path):
    for accept in ("text/html", "application/json"):
        head, get = (anybody.request(method, path, accept) for method in ("HEAD", "GET"))
        assert head.body == b""
        assert head.status_int == get.status_int
        assert head.content_type == get.content_type
        assert head.headers.get("Location") == get.headers.get("Location")
