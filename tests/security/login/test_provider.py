"""Log-in by a provider: against a real one, npm's ``oidc-provider``, on this machine."""

import json
import os
import shutil
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
import transaction
from plone import api

from tlvwa.portal.security.login.provider import flow
from tlvwa.portal.security.login.provider.accounts import update_account
from tlvwa.portal.security.login.provider.identifiers import account_id
from tlvwa.portal.security.login.provider.settings import LOGIN_PREFIX, login_settings

from ...factories import make
from ...layer import PASSWORD
from .client import Client, set_cookies
from .described_provider import DescribedProvider, end_of_sessions
from .test_sessions import is_token, token_of

CHECKOUT = Path(__file__).parents[3]
SITE = "http://nohost/plone"
BACK = f"{SITE}/provider-callback"
GROUPS = [
    "portal-redaktion|zentralredaktion",
    "portal-leser|leser",
    "a|b|freigabe",
    "portal-admins|Administrators",
]
ANNA = {
    "name": "Anna Amt",
    "preferred_username": "manager",
    "email": "anna@example.org",
    "email_verified": True,
    "groups": ["portal-redaktion", "anderes"],
}


@dataclass
class RealProvider:
    """A provider that runs, and what it knows."""

    port: int
    process: subprocess.Popen
    accounts: dict = field(default_factory=dict)

    @property
    def issuer(self):
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def knows(self, **accounts):
        """Let it know accounts."""
        self.accounts |= accounts
        requests.post(f"{self.issuer}/control", json={"accounts": self.accounts}, timeout=10)

    def answer_to(self, address, who):
        """Where it leads a browser back to that came from an address and logs in as somebody."""
        session = requests.Session()
        address += "&" + urlencode({"login_hint": who})
        for _step in range(10):
            response = session.get(address, allow_redirects=False, timeout=20)
            address = requests.compat.urljoin(address, response.headers.get("Location", ""))
            if address.startswith(BACK):
                return address
        raise AssertionError(response.text)


def free_port():
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_provider(*options, **more):
    """Start one; it knows the site as a client."""
    if shutil.which("node") is None or not (CHECKOUT / "node_modules" / "oidc-provider").exists():
        if os.environ.get("TLVWA_BROWSER_REQUIRED"):
            pytest.fail("node and oidc-provider (npm ci) are required here")
        pytest.skip("node or oidc-provider (npm ci) is not installed")
    client = {
        "client_id": "portal",
        "client_secret": "geheimnis-mit-zeichen:%&+",
        "redirect_uris": [BACK],
        "post_logout_redirect_uris": [f"{SITE}/logged-out"],
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
    } | more
    port = free_port()
    command = [
        "node",
        Path(__file__).with_name("provider.js"),
        str(port),
        json.dumps(client),
        *options,
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT)
    for line in process.stdout:
        if line.strip() == "ready":
            return RealProvider(port, process)
    pytest.fail("the provider did not start")


@pytest.fixture
def described():
    """A server that describes a provider, whose keys the test has."""
    with DescribedProvider() as provider:
        yield provider


@pytest.fixture(scope="module")
def real_provider():
    """One that puts claims into the ID token."""
    provider = start_provider()
    yield provider
    provider.process.kill()
    provider.process.wait()


def use(provider, monkeypatch, **settings):
    """Let the site use a provider."""
    monkeypatch.setenv("TLVWA_OIDC_SECRET", "geheimnis-mit-zeichen:%&+")
    flow.provider_at.cache_clear()
    values = {"issuer": provider.issuer, "client_id": "portal", "groups": GROUPS} | settings
    for name, value in values.items():
        api.portal.set_registry_record(f"{LOGIN_PREFIX}.{name}", value)
    transaction.commit()


@pytest.fixture
def provider(portal, real_provider, monkeypatch):
    """A provider that the site uses, with an editor."""
    real_provider.accounts.clear()
    real_provider.knows(anna=ANNA)
    use(real_provider, monkeypatch)
    return real_provider


def begin(client, **query):
    """The address of the provider to which the site leads."""
    response = client.ask(
        "GET", f"provider-login?{urlencode(query)}" if query else "provider-login"
    )
    assert response.status_int == 302
    return response.headers["Location"]


def path_of(address):
    """An address of the site as the client asks for it."""
    return address.removeprefix(SITE + "/")


def log_in(provider, client, who="anna", **query):
    """The site's answer to somebody who comes back from the provider."""
    return client.ask("GET", path_of(provider.answer_to(begin(client, **query), who)))


def groups_of(provider, who="anna"):
    """The groups of somebody's account, without Plone's own."""
    groups = api.group.get_groups(username=account_id(provider.issuer, who))
    return {group.getId() for group in groups} - {"AuthenticatedUsers"}


def test_somebody_logs_in_and_gets_name_address_and_groups(portal, provider):
    client = Client(portal)
    response = log_in(provider, client)
    assert (response.status_int, response.headers["Location"]) == (302, SITE)
    assert client.is_known()
    member = api.user.get(userid=account_id(provider.issuer, "anna"))
    assert member.getProperty("fullname") == "Anna Amt"
    assert member.getProperty("email") == "anna@example.org"
    assert groups_of(provider) == {"zentralredaktion"}
    assert set(member.getRoles()) >= {"Member", "Zentralredaktion"}
    assert "Manager" not in member.getRoles()
    assert client.ask("GET", "@@redaktion").status_int == 200


def test_what_the_site_sends_is_bound_to_the_browser(portal, provider):
    client = Client(portal)
    query = parse_qs(urlsplit(begin(client)).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == [BACK]
    assert len(query["state"][0]) > 40
    assert len(query["nonce"][0]) > 40
    cookie = set_cookies(client.ask("GET", "provider-login"))["tlvwa_login"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_page_one_came_from_is_shown_and_no_other_site(portal, provider):
    make(portal, "Document", id="seite", title="Seite")
    wanted = f"{SITE}/seite?a=b"
    assert log_in(provider, Client(portal), came_from=wanted).headers["Location"] == wanted
    others = (
        "https://evil.example/",
        "//evil.example",
        "http://nohost.evil.example/plone",
        "/\\evil.example",
    )
    for other in (
        *others,
        "javascript:alert(1)",
        f"{SITE}/logout",
        "http://nohost@evil.example/plone",
    ):
        assert log_in(provider, Client(portal), came_from=other).headers["Location"] == SITE


@pytest.mark.parametrize(
    "change", ["state", "nothing", "cookie", "other browser", "issuer", "code"]
)
def test_an_answer_to_something_else_logs_nobody_in(portal, provider, change):
    client = Client(portal)
    parts = urlsplit(provider.answer_to(begin(client), "anna"))
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    cookie = client.cookies["tlvwa_login"]
    if change == "state":
        query["state"] = "x" * len(query["state"])
    elif change == "nothing":
        query = {}
    elif change == "cookie":
        client = Client(portal)
        client._headers["Cookie"] = f"tlvwa_login={cookie[:-3]}xxx"
    elif change == "other browser":
        client = Client(portal)
        begin(client)
    elif change == "issuer":
        query["iss"] = "https://evil.example"
    else:
        query["code"] = "x" * len(query["code"])
    response = client.ask("GET", f"provider-callback?{urlencode(query)}")
    assert response.status_int == (403 if change == "code" else 400)
    assert "Anmeldung" in response.text
    assert not client.is_known()
    assert "__ac" not in client.cookies


def test_an_answer_counts_once(portal, provider):
    client = Client(portal)
    address = provider.answer_to(begin(client), "anna")
    cookie = client.cookies["tlvwa_login"]
    assert client.ask("GET", path_of(address)).status_int == 302
    assert client.ask("GET", path_of(address)).status_int == 400
    thief = Client(portal)
    thief._headers["Cookie"] = f"tlvwa_login={cookie}"
    assert thief.ask("GET", path_of(address)).status_int == 403
    assert "__ac" not in thief.cookies


def test_groups_follow_the_provider(portal, provider):
    log_in(provider, Client(portal))
    user_id = account_id(provider.issuer, "anna")
    api.group.add_user(groupname="formulare", username=user_id)
    provider.knows(anna=ANNA | {"groups": ["portal-leser", "a|b"], "name": "Anna Neu"})
    log_in(provider, Client(portal))
    portal._p_jar.sync()
    assert groups_of(provider) == {"leser", "freigabe", "formulare"}
    assert api.user.get(userid=user_id).getProperty("fullname") == "Anna Neu"


@pytest.mark.parametrize(
    "groups", [[], ["anderes"], None, "zentralredaktion", [["portal-redaktion"]], {}]
)
def test_who_has_no_group_is_refused_and_loses_what_they_had(portal, provider, groups):
    client = Client(portal)
    log_in(provider, client)
    provider.knows(anna=ANNA | {"groups": groups})
    other = Client(portal)
    response = log_in(provider, other)
    assert response.status_int == 403
    assert "keine Gruppe" in response.text
    assert not other.is_known()
    assert not client.is_known()
    portal._p_jar.sync()
    assert groups_of(provider) == set()


def test_a_name_of_the_provider_is_no_account_of_the_site(portal, provider):
    provider.knows(manager=ANNA | {"groups": ["portal-leser"]})
    client = Client(portal)
    log_in(provider, client, "manager")
    assert client.ask("GET", "@@overview-controlpanel").status_int != 200


def test_an_address_that_is_not_verified_is_not_taken(portal, provider):
    provider.knows(anna=ANNA | {"email_verified": False})
    log_in(provider, Client(portal))
    member = api.user.get(userid=account_id(provider.issuer, "anna"))
    assert member.getProperty("email") == ""


def test_somebody_who_cancels_is_told(portal, provider):
    response = log_in(provider, Client(portal), "refused")
    assert response.status_int == 403
    assert "abgebrochen" in response.text


def test_a_provider_that_is_away_is_told(portal, provider, monkeypatch):
    use(provider, monkeypatch, issuer="http://127.0.0.1:1")
    response = Client(portal).ask("GET", "provider-login")
    assert response.status_int == 503
    assert "antwortet gerade nicht" in response.text
    assert Client(portal).ask("GET", "login").status_int == 200


def test_the_form_has_the_button(portal, provider, monkeypatch):
    page = Client(portal).ask("GET", f"login?came_from={SITE}/seite").text
    assert "Mit Dienstkonto anmelden" in page
    assert "provider-login?came_from=http%3A%2F%2Fnohost%2Fplone%2Fseite" in page
    assert "__ac_password" in page
    use(provider, monkeypatch, only_provider=True, button="Mit Landeskonto")
    page = Client(portal).ask("GET", "login").text
    assert "Mit Landeskonto" in page
    assert "__ac_password" not in page


@pytest.mark.parametrize("path", ["login", "login_form"])
def test_a_refused_password_is_not_blamed_where_none_counts(portal, provider, monkeypatch, path):
    assert "Feststelltaste" in Client(portal).log_in("editor", "falsch", path).text
    use(provider, monkeypatch, only_provider=True, password_accounts=["reviewer"])
    client = Client(portal)
    answer = client.log_in("editor", PASSWORD, path)
    assert not client.is_known()
    assert "Feststelltaste" not in answer.text
    assert "meldet man sich über den Anbieter an" in answer.text
    client.log_in("reviewer", PASSWORD, path)
    assert client.is_known()


def test_without_a_provider_all_is_as_before(portal):
    page = Client(portal).ask("GET", "login").text
    assert "provider-login" not in page
    for name in ("provider-login", "provider-callback", "provider-logout"):
        assert Client(portal).ask("GET", name).status_int == 404


def test_passwords_may_be_switched_off(portal, provider, monkeypatch):
    use(provider, monkeypatch, only_provider=True, password_accounts=["reviewer"])
    client = Client(portal)
    client.log_in("editor", PASSWORD)
    assert not client.is_known()
    assert token_of(portal, "reviewer")
    program = Client(portal)
    program.log_in("reviewer", PASSWORD)
    assert program.is_known()
    client.ask(
        "POST", "mail_password", b"userid=editor", Content_Type="application/x-www-form-urlencoded"
    )
    assert not portal.portal_password_reset._requests
    log_in(provider, client)
    assert client.is_known()


def test_an_account_of_the_provider_has_no_password(portal, provider):
    log_in(provider, Client(portal))
    user_id = account_id(provider.issuer, "anna")
    portal.acl_users.userSetPassword(user_id, PASSWORD)
    transaction.commit()
    client = Client(portal)
    client.log_in(user_id, PASSWORD)
    assert not client.is_known()


def test_a_log_out_is_one_at_the_provider_too(portal, provider):
    client = Client(portal)
    log_in(provider, client)
    address = client.ask("GET", "logout").headers["Location"]
    assert address.startswith(f"{provider.issuer}/session/end?")
    assert requests.get(address, timeout=20).status_code == 200
    assert not client.is_known()
    client.log_in("editor", PASSWORD)
    assert client.ask("GET", "logout").headers["Location"].startswith(SITE)


def test_a_log_out_at_the_provider_is_one_here(portal, described, monkeypatch):
    use(described, monkeypatch)
    user_id = update_account(login_settings(), {"sub": "anna", "groups": ["portal-leser"]})
    token = portal.acl_users.jwt_auth.create_token(user_id)
    transaction.commit()
    assert is_token(portal, token, user_id)
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    forged = end_of_sessions(described, aud="anderes")
    for method, sent in (("POST", b""), ("POST", forged.encode()), ("GET", b"")):
        body = b"logout_token=" + sent if method == "POST" else b""
        assert Client(portal).ask(method, "provider-logout", body, **form).status_int == 400
    assert is_token(portal, token, user_id)
    body = b"logout_token=" + end_of_sessions(described).encode()
    assert Client(portal).ask("POST", "provider-logout", body, **form).status_int == 200
    assert not is_token(portal, token, user_id)


def test_claims_of_userinfo_count(portal, monkeypatch):
    provider = start_provider("userinfo", client_secret="geheimnis-mit-zeichen:%&+")
    try:
        provider.knows(anna=ANNA)
        use(provider, monkeypatch)
        log_in(provider, Client(portal))
        assert groups_of(provider) == {"zentralredaktion"}
    finally:
        provider.process.kill()
        provider.process.wait()


def test_a_token_of_rest_ends_with_the_groups(portal, provider):
    log_in(provider, Client(portal))
    user_id = account_id(provider.issuer, "anna")
    token = portal.acl_users.jwt_auth.create_token(user_id)
    transaction.commit()
    assert is_token(portal, token, user_id)
    provider.knows(anna=ANNA | {"groups": []})
    log_in(provider, Client(portal))
    assert not is_token(portal, token, user_id)
