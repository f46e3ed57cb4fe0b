"""Settings of the log-in that cannot work, or lock everybody out: refused, found, and mended."""

import json
from contextlib import contextmanager

import pytest
import transaction
from click.testing import CliRunner
from plone import api

from tlvwa.portal.cli import accounts as commands
from tlvwa.portal.security.login.accounts import findings, set_account
from tlvwa.portal.security.login.provider.settings import LOGIN_PREFIX

from ...layer import PASSWORD
from .client import Client

FIELD = "form.widgets."
USABLE = {
    "issuer": "https://login.example.org/realms/land",
    "client_id": "portal",
    "groups": ["portal-admins|Administrators"],
}
# What is changed of the usable settings, with passwords switched off, and what is said then.
REFUSED = [
    ({"issuer": ""}, "wenn dessen Adresse und die Kennung"),
    ({"client_id": ""}, "wenn dessen Adresse und die Kennung"),
    ({"groups": []}, "Nennen Sie mindestens eine Gruppe"),
    ({"groups": ["a|gibtsnicht"]}, "„gibtsnicht“"),
    ({"groups": ["portal-admins|Administrators", "a|gibtsnicht"]}, "„gibtsnicht“"),
    ({"groups": ["Administrators"]}, "keine Zeile aus zwei Gruppen"),
    ({"groups": ["a|zentralredaktion"]}, "Niemand könnte die Website mehr verwalten"),
    (
        {"groups": ["a|zentralredaktion"], "password_accounts": ["editor"]},
        "Niemand könnte die Website mehr verwalten",
    ),
    ({"password_accounts": ["gibtsnicht"]}, "„gibtsnicht“"),
    ({"password_accounts": ["manager", "admin"]}, "„admin“"),
    ({"scope": "profile email"}, "fehlt „openid“"),
    ({"scope": "openidx"}, "fehlt „openid“"),
    ({"issuer": "http://login.example.org"}, "beginnt mit „https://“"),
    ({"issuer": "https://login.example.org?x=1"}, "beginnt mit „https://“"),
    ({"issuer": "https://[x"}, "beginnt mit „https://“"),
]
ACCEPTED = [
    {},
    {"groups": ["a|zentralredaktion"], "password_accounts": ["manager"]},
    {"only_provider": False, "groups": [], "issuer": "", "client_id": ""},
]


def setting(name):
    """The value of a setting in the last transaction."""
    transaction.begin()
    return api.portal.get_registry_record(f"{LOGIN_PREFIX}.{name}")


def write(**values):
    """Write settings as somebody would who gets past what refuses them: an older version did not refuse."""
    records = api.portal.get_tool("portal_registry").records
    for name, value in values.items():
        records._invalidate_key_cache(f"{LOGIN_PREFIX}.{name}")
        records._values[f"{LOGIN_PREFIX}.{name}"] = value
    transaction.commit()


def save(browser, portal, **values):
    """Fill in the form, and save; nothing is asked afterwards, when the password may count no more."""
    browser.followRedirects = False
    browser.open(f"{portal.absolute_url()}/@@tlvwa-anmeldung")
    for name, value in values.items():
        if isinstance(value, bool):
            control = browser.getControl(name=f"{FIELD}{name}:list")
            control.value = ["selected"] if value else []
        else:
            text = "\n".join(value) if isinstance(value, list) else value
            browser.getControl(name=FIELD + name).value = text
    browser.getControl(name="form.buttons.save").click()
    return browser.contents


@pytest.mark.parametrize(("change", "sentence"), REFUSED)
def test_the_form_refuses_what_cannot_work(browser_of, portal, change, sentence):
    page = save(browser_of("manager"), portal, **(USABLE | {"only_provider": True} | change))
    assert sentence in page
    assert setting("only_provider") is False
    assert not setting("issuer")


@pytest.mark.parametrize("change", ACCEPTED)
def test_the_form_takes_what_works(browser_of, portal, change):
    values = USABLE | {"only_provider": True} | change
    save(browser_of("manager"), portal, **values)
    assert setting("only_provider") is values["only_provider"]
    assert (setting("issuer") or "") == values["issuer"]


def test_one_way_in_is_exchanged_for_another_at_once(browser_of, portal):
    write(**USABLE, only_provider=True, password_accounts=["manager"])
    save(browser_of("manager"), portal, groups=["a|zentralredaktion"])
    save(browser_of("manager"), portal, groups=USABLE["groups"], password_accounts=[])
    assert setting("only_provider") is True
    assert not setting("password_accounts")


@pytest.mark.parametrize(("change", "sentence"), REFUSED)
def test_the_registry_refuses_it_too(visitor, portal, change, sentence):
    values = USABLE | change | {"only_provider": True}
    body = {f"{LOGIN_PREFIX}.{name}": value or None for name, value in values.items()}
    answer = visitor("manager").patch("@registry", body)
    assert answer.status_int == 400, answer.text
    assert sentence in json.loads(answer.text)["message"]
    assert setting("only_provider") is False


def test_the_registry_takes_what_works_and_mends_what_was_wrong(visitor, portal):
    write(**USABLE | {"groups": ["a|gibtsnicht"]}, password_accounts=["manager"])
    for name, value in (("button", "Los"), ("groups", USABLE["groups"]), ("only_provider", True)):
        answer = visitor("manager").patch("@registry", {f"{LOGIN_PREFIX}.{name}": value})
        assert answer.status_int == 204, answer.text
    answer = visitor("manager").patch("@registry", {f"{LOGIN_PREFIX}.groups": []})
    assert answer.status_int == 400


def test_the_page_names_the_addresses_to_register(browser_of, portal):
    browser = browser_of("manager")
    browser.open(f"{portal.absolute_url()}/@@tlvwa-anmeldung")
    for name in ("provider-callback", "provider-logout", "logged-out"):
        assert f"<code>{portal.absolute_url()}/{name}</code>" in browser.contents


def locked_out():
    """Settings with which nobody gets in."""
    write(
        **USABLE | {"groups": ["a|gibtsnicht"]},
        only_provider=True,
        password_accounts=["gibtsnicht"],
    )


def test_what_locks_everybody_out_is_a_finding(portal):
    assert list(findings(portal)) == []
    locked_out()
    told = " ".join(finding["problem"] for finding in findings(portal))
    for part in ("Gruppe „gibtsnicht“", "Konto „gibtsnicht“", "käme niemand", "Niemand könnte"):
        assert part in told


def run(portal, tmp_path, name):
    """Run ``accounts set`` on the site."""

    @contextmanager
    def site():
        yield portal

    password = tmp_path / "password"
    password.write_text(PASSWORD)
    arguments = ["set", name, "--password-file", str(password)]
    return CliRunner().invoke(commands.accounts, arguments, obj=site)


def test_the_console_lets_somebody_in_always(portal, tmp_path):
    locked_out()
    result = run(portal, tmp_path, "retter")
    assert result.exit_code == 0, result.output
    assert "weiter mit Passwort anmelden" in result.output
    client = Client(portal)
    client.log_in("retter", PASSWORD)
    assert client.ask("GET", "@@tlvwa-anmeldung").status_int == 200
    assert setting("password_accounts") == ["gibtsnicht", "retter"]
    assert not any("Niemand könnte" in finding["problem"] for finding in findings(portal))
    assert "weiter" not in run(portal, tmp_path, "retter").output


def test_the_console_changes_no_settings_where_passwords_count(portal, tmp_path):
    assert "weiter" not in run(portal, tmp_path, "retter").output
    assert not setting("password_accounts")


def test_an_account_of_the_provider_gets_no_password_from_the_console(portal, tmp_path):
    result = run(portal, tmp_path, "dienst-0123456789")
    assert result.exit_code == 1
    assert "kein Passwort" in result.output


def test_an_account_of_the_provider_is_no_way_in_by_password(browser_of, portal):
    set_account(portal, "dienst-0123456789", PASSWORD)
    transaction.commit()
    groups, accounts = ["a|zentralredaktion"], ["dienst-0123456789"]
    values = USABLE | {"groups": groups, "password_accounts": accounts, "only_provider": True}
    assert "„dienst-0123456789“ mit Passwort" in save(browser_of("manager"), portal, **values)
    assert setting("only_provider") is False
