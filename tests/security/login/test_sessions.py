"""A log-out, another password and a deletion end tickets and tokens on the server."""

import json
import time
from base64 import b64encode
from datetime import datetime
from urllib.parse import urlencode

import jwt
import pytest
import transaction
from plone import api
from plone.keyring.interfaces import IKeyManager
from plone.session import tktauth
from zope.component import getUtility

from tlvwa.portal.common.clock import BERLIN
from tlvwa.portal.security.login import sessions
from tlvwa.portal.security.login.sessions import LONGEST, use_keys_of_users

from ...layer import PASSWORD
from .client import Client

JSON = "application/json"
REST = {"Accept": JSON, "Content_Type": JSON}
SAME = {"Sec_Fetch_Site": "same-origin"}


def credentials(name, password=PASSWORD):
    """A log-in as JSON."""
    return json.dumps({"login": name, "password": password}).encode()


def token_of(portal, name, password=PASSWORD):
    """A token for somebody."""
    return Client(portal).ask("POST", "@login", credentials(name, password), **REST).json["token"]


def logged_in(portal, name, password=PASSWORD):
    """A client with a ticket."""
    client = Client(portal)
    client.log_in(name, password)
    assert client.is_known()
    return client


def copy_of(client, portal):
    """Another client with the same ticket."""
    copy = Client(portal)
    copy._headers["Cookie"] = "__ac=" + client.cookies["__ac"].strip('"')
    return copy


def is_token(portal, token, name="editor"):
    """Whether a token is worth something."""
    headers = {"Accept": JSON, "Authorization": f"Bearer {token}"}
    return Client(portal).ask("GET", f"@users/{name}", **headers).status_int == 200


WAYS_OUT = {
    "page": lambda client, token: client.ask("GET", "logout"),
    "cookie": lambda client, token: client.ask("POST", "@logout", Accept=JSON, **SAME),
    "token": lambda client, token: Client(client._portal).ask(
        "POST", "@logout", Accept=JSON, Authorization=f"Bearer {token}"
    ),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_a_log_out_ends_tickets_and_tokens(portal, way):
    client, token = logged_in(portal, "editor"), token_of(portal, "editor")
    others, stolen = logged_in(portal, "reviewer"), copy_of(client, portal)
    assert stolen.is_known()
    assert is_token(portal, token)
    assert WAYS_OUT[way](client, token).status_int < 400
    assert not client.is_known()
    assert not stolen.is_known()
    assert not is_token(portal, token)
    assert others.is_known()
    assert logged_in(portal, "editor")
    assert is_token(portal, token_of(portal, "editor"))
    assert not stolen.is_known()


def test_nobody_ends_the_session_of_somebody_else(portal):
    victim = logged_in(portal, "editor")
    forged = tktauth.createTicket("x", "editor")
    cookie = "__ac=" + b64encode(forged).decode()
    basic = "Basic " + b64encode(f"member:{PASSWORD}".encode()).decode()
    for headers in ({}, {"Authorization": basic}):
        Client(portal).ask("GET", "logout", Cookie=cookie, **headers)
        assert victim.is_known()


@pytest.mark.parametrize("cookie", ["__ac=x", "__ac=deleted", "__ac=AAAA", 'a="b"'])
def test_a_broken_cookie_does_not_keep_anybody_in(portal, cookie):
    token = token_of(portal, "editor")
    headers = {"Accept": JSON, "Authorization": f"Bearer {token}", "Cookie": cookie}
    assert Client(portal).ask("POST", "@logout", **headers).status_int < 400
    assert not is_token(portal, token)


def test_a_new_password_ends_the_other_sessions(portal):
    client, other = logged_in(portal, "editor"), logged_in(portal, "editor")
    token = token_of(portal, "editor")
    body = json.dumps({"old_password": PASSWORD, "new_password": "ein-neues-passwort"}).encode()
    path = "@users/editor/reset-password"
    assert client.ask("POST", path, body, **REST, **SAME).status_int == 200
    assert client.is_known()
    assert not other.is_known()
    assert not is_token(portal, token)


def test_a_password_set_by_a_manager_ends_them(portal):
    client = logged_in(portal, "editor")
    portal.acl_users.userSetPassword("editor", "ein-neues-passwort")
    transaction.commit()
    assert not client.is_known()


def test_an_account_that_is_gone_is_nobody(portal):
    client, token = logged_in(portal, "editor"), token_of(portal, "editor")
    api.user.delete("editor")
    transaction.commit()
    assert not client.is_known()
    assert not is_token(portal, token)
    portal.acl_users.userFolderAddUser("editor", "ein-neues-passwort", ["Manager"], [])
    transaction.commit()
    assert not client.is_known()
    assert not is_token(portal, token)


def test_tokens_do_not_live_for_ever(portal):
    plugin = portal.acl_users.jwt_auth
    for timeout in (0, None, 10**9):
        claims = jwt.decode(
            plugin.create_token("editor", timeout), options={"verify_signature": False}
        )
        assert claims["exp"] <= time.time() + LONGEST
    plugin.token_timeout = 0
    assert "exp" in jwt.decode(plugin.create_token("editor"), options={"verify_signature": False})


def test_a_token_that_is_renewed_ends_when_the_first_one_would(portal, monkeypatch):
    token = token_of(portal, "editor")
    now = time.time()
    plugin = portal.acl_users.jwt_auth
    begun = plugin._decode_token(token)["auth_time"]
    near_the_end = datetime.fromtimestamp(now + LONGEST - 60, BERLIN)
    monkeypatch.setattr(sessions, "now", lambda: near_the_end)
    for _number in range(3):
        headers = {"Accept": JSON, "Authorization": f"Bearer {token}"}
        token = Client(portal).ask("POST", "@login-renew", **headers).json["token"]
        claims = jwt.decode(token, options={"verify_signature": False})
        assert claims["auth_time"] == begun
        assert claims["exp"] <= now + 90


@pytest.mark.parametrize("missing", ["exp", "generation"])
def test_a_token_without_end_or_key_is_nothing(portal, missing):
    plugin = portal.acl_users.jwt_auth
    token = plugin.create_token("editor")
    transaction.commit()
    claims = plugin._decode_token(token)
    secret = getUtility(IKeyManager).secret() + plugin._path()
    assert is_token(portal, jwt.encode(claims, secret, algorithm="HS256"))
    del claims[missing]
    assert not is_token(portal, jwt.encode(claims, secret, algorithm="HS256"))


def test_tickets_from_before_the_upgrade_end_with_a_log_out(portal):
    use_keys_of_users(portal.acl_users, False)
    transaction.commit()
    client = logged_in(portal, "editor")
    use_keys_of_users(portal.acl_users)
    transaction.commit()
    stolen = copy_of(client, portal)
    client.ask("GET", "logout")
    assert not stolen.is_known()


def test_without_keys_of_users_plone_is_as_it_was(portal):
    use_keys_of_users(portal.acl_users, False)
    transaction.commit()
    token = token_of(portal, "editor")
    assert is_token(portal, token)
    client = logged_in(portal, "editor")
    client.ask("GET", "logout")
    assert not client.is_known()


@pytest.mark.parametrize(
    "heads",
    [
        {"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Dest": "image"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Dest": "document"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Dest": "document"},
        {"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Dest": "iframe"},
    ],
)
def test_neither_a_picture_nor_another_site_logs_anybody_out(portal, heads):
    client = logged_in(portal, "manager")
    for path in ("logout", "@@logout", "acl_users/logout"):
        response = client.ask("GET", path, **heads)
        assert response.status_int == 403, path
    for path in ("acl_users/resetCredentials", "portal_membership/logoutUser", "logout/x"):
        client.ask("GET", path, **heads)
    client.ask("POST", "acl_users/logout", b"x=1", **heads)
    assert client.is_known()
    client.ask("GET", "logout", Sec_Fetch_Site="same-origin", Sec_Fetch_Dest="document")
    assert not client.is_known()


@pytest.mark.parametrize(
    "target",
    [
        "http://evil.example/plone",
        "https://evil.example/",
        "//evil.example/plone",
        "http://nohost@evil.example/plone",
        "ftp://nohost/plone",
        "http://[x",
        "javascript:alert(1)",
    ],
)
def test_a_log_in_leads_to_pages_of_the_site_only(portal, target):
    for name in ("login", "failsafe_login"):
        client = Client(portal)
        answers = [client.log_in("manager", PASSWORD, path=name, came_from=target)]
        query = urlencode({"came_from": target, "buttons.login": "x", "__ac_name": "a"})
        answers.append(client.ask("GET", f"{name}?{query}"))
        for response in answers:
            place = response.headers.get("Location", portal.absolute_url())
            assert place.startswith(portal.absolute_url()), (name, place)


def test_a_log_in_leads_back_to_the_page(portal):
    page = f"{portal.absolute_url()}/@@sitemap"
    response = Client(portal).log_in("manager", PASSWORD, came_from=page)
    assert response.headers["Location"] == page
