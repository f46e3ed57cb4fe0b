"""Accounts in Zope's root log in by Basic authentication on this machine, and in no other way."""

from base64 import b64encode, encodebytes
from binascii import hexlify
from urllib.parse import quote

import pytest
from plone.app.testing import SITE_OWNER_NAME as ROOT
from plone.app.testing import SITE_OWNER_PASSWORD as SECRET

from ...layer import PASSWORD
from .client import HERE, Client, set_cookies, virtual_host

PAGE = "@@overview-controlpanel"
BASIC = "Basic " + b64encode(f"{ROOT}:{SECRET}".encode()).decode()
HOSTS = ("localhost", "127.0.0.1:8080", "[::1]:8080")


def password_cookie(name, password):
    """The cookie that Zope made of a name and a password."""
    parts = b":".join(hexlify(part.encode()) for part in (name, password))
    return "__ac=" + quote(encodebytes(parts).rstrip())


def may_manage(client, path=PAGE, **headers):
    """Whether the control panel is shown."""
    return client.ask("GET", path, **headers).status_int == 200


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1"])
def test_basic_on_this_machine_is_let_in(portal, host, address):
    assert may_manage(Client(portal, address), Authorization=BASIC, Host=host)


@pytest.mark.parametrize("address", ["203.0.113.7", "10.0.0.1", "", "localhost", "::ffff:10.0.0.1"])
def test_basic_from_elsewhere_is_not(portal, address):
    assert not may_manage(Client(portal, address), Authorization=BASIC, Host="localhost")


@pytest.mark.parametrize("host", ["portal.example", "127.0.0.1.portal.example", "", "10.0.0.1"])
def test_basic_for_a_name_of_elsewhere_is_not(portal, host):
    assert not may_manage(Client(portal, HERE), Authorization=BASIC, Host=host)


@pytest.mark.parametrize(
    "header",
    ["X_Forwarded_For", "Forwarded", "X_Forwarded_Host", "X_Real_IP", "Via", "X_Forwarded_Proto"],
)
def test_a_forwarded_request_is_not(portal, header):
    told = {header: "127.0.0.1"}
    assert not may_manage(Client(portal, HERE), Authorization=BASIC, Host="localhost", **told)


def test_a_virtual_host_is_not(portal):
    path = virtual_host(portal, "http", "localhost:80", PAGE)
    assert Client(portal, HERE).ask("GET", path).status_int == 302
    assert not may_manage(Client(portal, HERE), Authorization=BASIC, Host="localhost", path=path)


def test_the_log_in_page_knows_no_root_account_and_sets_no_password(portal):
    client = Client(portal, HERE)
    response = client.log_in(ROOT, SECRET)
    assert not client.is_known()
    assert SECRET.encode().hex() not in str(response.headers)
    assert client.cookies.get("__ac", "") in ("", "deleted")


@pytest.mark.parametrize("name", [(ROOT, SECRET), ("manager", PASSWORD)])
def test_a_cookie_with_name_and_password_is_nothing(portal, name):
    client = Client(portal, HERE)
    assert not may_manage(client, Cookie=password_cookie(*name), Host="localhost")
    assert not may_manage(client, Cookie=password_cookie(*name))


def test_a_cookie_does_not_go_along_with_a_wrong_basic(portal):
    wrong = "Basic " + b64encode(f"{ROOT}:falsch".encode()).decode()
    for address in ("plone/" + PAGE, "manage_main"):
        response = Client(portal, HERE).ask(
            "GET",
            f"http://localhost/{address}",
            Authorization=wrong,
            Cookie=password_cookie(ROOT, SECRET),
        )
        assert response.status_int != 200


def test_no_password_is_read_out_of_an_address(portal):
    path = f"{PAGE}?__ac_name=manager&__ac_password={PASSWORD}"
    assert Client(portal).ask("GET", path).status_int != 200


def test_no_token_is_given_to_a_root_account(portal):
    visitor = Client(portal, HERE)
    response = visitor.ask(
        *(
            "POST",
            "@login",
            b"""{"login": "%s", "password": "%s"}""" % (ROOT.encode(), SECRET.encode()),
        ),
        Accept="application/json",
        Content_Type="application/json",
        Host="localhost",
    )
    assert response.status_int == 401


def test_updating_credentials_by_an_address_sets_no_password(portal):
    client = Client(portal, HERE)
    for folder in ("plone/acl_users", "acl_users"):
        query = f"login={ROOT}&new_password={SECRET}&__ac_name={ROOT}&__ac_password={SECRET}"
        for method in ("updateCredentials", "credentials_cookie_auth/login"):
            response = client.ask(
                "GET", f"http://localhost/{folder}/{method}?{query}", Authorization=BASIC
            )
            assert "__ac" not in set_cookies(response)
