"""Cookies: flags of the log-in's and of all others."""

import pytest

from ...layer import PASSWORD
from .client import Client, over_https, set_cookies, virtual_host


def flags(cookie):
    """The attributes of a cookie in small letters."""
    return {part.strip().lower() for part in cookie.split(";")[1:]}


def test_the_ticket_is_no_scripts_and_not_for_other_sites(portal):
    cookie = set_cookies(Client(portal).log_in("editor", PASSWORD))["__ac"]
    assert {"httponly", "samesite=lax", "path=/"} <= flags(cookie)
    assert "secure" not in flags(cookie)
    assert PASSWORD.encode().hex() not in cookie


def test_a_ticket_logs_in(portal):
    client = Client(portal)
    client.log_in("editor", PASSWORD)
    assert client.is_known()


@pytest.mark.parametrize("name", ["editor", "manager", "niemand"])
def test_every_cookie_of_a_log_in_by_https_is_secure(portal, name):
    response = over_https(portal).log_in(name, PASSWORD)
    cookies = set_cookies(response)
    assert "__ac" in cookies
    for cookie in cookies.values():
        assert {"secure", "samesite=lax"} <= flags(cookie)


def test_a_virtual_host_with_https_makes_them_secure(portal):
    path = virtual_host(portal, "https", "portal.example:443", "login")
    cookie = set_cookies(Client(portal).log_in("editor", PASSWORD, path))["__ac"]
    assert "secure" in flags(cookie)


def test_a_cookie_that_ends_has_the_same_flags(portal):
    client = over_https(portal)
    client.log_in("editor", PASSWORD)
    cookie = set_cookies(client.ask("GET", "logout"))["__ac"]
    assert {"secure", "httponly", "samesite=lax", "max-age=0"} <= flags(cookie)


def test_rest_sets_the_same_ticket(portal):
    response = over_https(portal).ask(
        *("POST", "@login", b'{"login": "editor", "password": "%s"}' % PASSWORD.encode()),
        Accept="application/json",
        Content_Type="application/json",
    )
    assert {"secure", "httponly", "samesite=lax"} <= flags(set_cookies(response)["__ac"])
