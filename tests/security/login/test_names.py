"""No answer tells whether an account exists."""

import json
import re

import pytest
from plone import api
from Products.CMFPlone.tests.utils import MockMailHost
from Products.MailHost.interfaces import IMailHost

from ...layer import PASSWORD
from .client import Client

JSON = "application/json"
NAMES = (
    "editor",
    "niemand",
    "reviewer",
    "mitglied",
)  # with an address, unknown, without an address, unknown
TYPED = re.compile(rb' value="[^"]*"')  # what was typed, and tokens


@pytest.fixture
def site(portal):
    """A site that sends mails, with a user who has an address."""
    portal._delObject("MailHost")
    portal._setObject("MailHost", MockMailHost("MailHost"))
    portal.getSiteManager().registerUtility(portal.MailHost, IMailHost)
    api.portal.set_registry_record("plone.email_from_address", "portal@example.org")
    api.portal.set_registry_record("plone.email_from_name", "Portal")
    api.user.get("editor").setMemberProperties({"email": "editor@example.org"})
    return portal


def answer(client, method, path, body=b"", **headers):
    """Status, place and text of an answer, with the name and what is random in it left out."""

    def answer(name):
        sent = body.replace(b"NAME", name.encode())
        response = client.ask(method, path.replace("NAME", name), sent, **headers)
        text = TYPED.sub(b"", response.body).replace(name.encode(), b"NAME")
        return response.status_int, response.headers.get("Location", "").replace(name, "NAME"), text

    return answer


FORM = {"Content_Type": "application/x-www-form-urlencoded"}
REST = {"Accept": JSON, "Content_Type": JSON}
RESET = "@users/NAME/reset-password"
DOORS = {
    "mail by REST": ("POST", RESET, b"{}", REST),
    "token by REST": (
        "POST",
        RESET,
        b'{"reset_token": "x", "new_password": "geheim-lang-1"}',
        REST,
    ),
    "token alone": ("POST", RESET, b'{"reset_token": "x"}', REST),
    "both by REST": ("POST", RESET, b'{"reset_token": "x", "old_password": "y"}', REST),
    "password by REST": (
        "POST",
        RESET,
        b'{"old_password": "x", "new_password": "geheim-lang-1"}',
        REST,
    ),
    "else by REST": ("POST", RESET, b'{"x": "y"}', REST),
    "log-in by REST": ("POST", "@login", b'{"login": "NAME", "password": "x"}', REST),
    "user by REST": ("GET", "@users/NAME", b"", {"Accept": JSON}),
    "portrait by REST": ("GET", "@portrait/NAME", b"", {"Accept": JSON}),
    "mail": ("POST", "mail_password", b"userid=NAME", FORM),
    "mail by an address": ("GET", "mail_password?userid=NAME", b"", {}),
    "log-in": (
        *("POST", "login", b"__ac_name=NAME&__ac_password=x&buttons.login=Anmelden&came_from="),
        FORM,
    ),
    "help": (
        *("POST", "login-help", b"form.widgets.reset_password=NAME&form.buttons.reset=1"),
        FORM,
    ),
    "name by mail": (
        "POST",
        "login-help",
        b"form.widgets.recover_username=NAME@example.org&form.buttons.get_username=1",
        FORM,
    ),
    "new password": (
        "POST",
        "passwordreset/x",
        b"userid=NAME&password=geheim-lang-1&password2=geheim-lang-1",
        FORM,
    ),
    "author": ("GET", "author/NAME", b"", {}),
    "member": ("GET", "portal_membership/getMemberInfo?memberId=NAME", b"", {}),
    "member by id": ("GET", "portal_membership/getMemberById?id=NAME", b"", {}),
    "home": ("GET", "portal_membership/getHomeUrl?id=NAME", b"", {}),
    "portrait": ("GET", "portal_membership/getPersonalPortrait?id=NAME", b"", {}),
    "portraits": ("GET", "portal_memberdata/portraits/NAME", b"", {}),
    "folder": ("GET", "acl_users/source_users/NAME", b"", {}),
    "user": ("GET", "acl_users/getUser?name=NAME", b"", {}),
    "search": ("GET", "@@pas_search/searchUsers?id=NAME", b"", {}),
    "form of a user": ("GET", "@@user-information?userid=NAME", b"", {}),
}


@pytest.mark.parametrize("door", DOORS)
def test_known_and_unknown_names_are_answered_alike(site, door):
    *request, headers = DOORS[door]
    ask = answer(Client(site), *request, **headers)
    answers = {name: ask(name) for name in NAMES}
    assert len(set(answers.values())) == 1, {name: told[:2] for name, told in answers.items()}
    assert answers["editor"][0] != 500


def test_the_mail_is_sent_all_the_same(site):
    client = Client(site)
    client.ask("POST", "@users/editor/reset-password", b"{}", **REST)
    client.ask("POST", "mail_password", b"userid=editor", **FORM)
    requests = [user for user, _expiry in site.portal_password_reset._requests.values()]
    assert requests == ["editor", "editor"]
    messages = [bytes(message) for message in site.MailHost.messages]
    assert [b"To: editor@example.org" in message for message in messages] == [True, True]


def test_a_mail_server_that_fails_says_nothing(site, monkeypatch):
    def fail(*arguments, **options):
        raise ConnectionRefusedError

    monkeypatch.setattr(MockMailHost, "_send", fail)
    for door in ("mail", "mail by REST", "help", "name by mail"):
        *request, headers = DOORS[door]
        ask = answer(Client(site), *request, **headers)
        assert ask("editor") == ask("niemand")


def test_who_manages_users_is_told(site):
    login = json.dumps({"login": "manager", "password": PASSWORD}).encode()
    token = Client(site).ask("POST", "@login", login, **REST).json["token"]
    told = REST | {"Authorization": f"Bearer {token}"}
    assert (
        Client(site).ask("POST", "@users/niemand/reset-password", b"{}", **told).status_int == 404
    )


def test_a_token_still_sets_a_password(site):
    Client(site).ask("POST", "@users/editor/reset-password", b"{}", **REST)
    (token,) = site.portal_password_reset._requests
    body = json.dumps({"reset_token": token, "new_password": "ein-neues-passwort"}).encode()
    assert Client(site).ask("POST", "@users/niemand/reset-password", body, **REST).status_int == 403
    assert Client(site).ask("POST", "@users/editor/reset-password", body, **REST).status_int == 200
    client = Client(site)
    client.log_in("editor", "ein-neues-passwort")
    assert client.is_known()
