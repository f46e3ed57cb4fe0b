"""Double opt-in, and out again: by forms alone, and so that nobody learns who is subscribed."""

import logging
from datetime import date

import pytest
import transaction
from plone import api

from tlvwa.portal.subscriptions.mails import valid_address
from tlvwa.portal.subscriptions.store import site_subscriptions

from ..factories import GOESEN, withdraw
from .mail_client import HOUR, address_in, body, confirm, form_of, order, press, told

SAME = "Wenn die Adresse stimmt, bekommen Sie gleich eine Nachricht."


def counts():
    transaction.begin()
    return site_subscriptions().counts()


def followed(visitor, response):
    """The page that a form leads on to."""
    assert response.status_int == 303, told(response)
    return told(visitor.get(response.location.partition("#")[0]))


def test_nothing_is_subscribed_until_it_is_confirmed(world, anybody, clock, mail):
    answer = followed(anybody, order(anybody, clock, "a@example.org", area=GOESEN))
    assert SAME in answer
    assert counts() == (0, 0, 1)
    (message,) = mail
    assert message["To"] == "a@example.org"
    assert "Gösen (Saale-Holzland-Kreis)" in body(message)
    assert "innerhalb von 7 Tagen" in body(message)
    page = anybody.get(address_in(message))
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Gösen" in told(page)
    assert counts() == (0, 0, 1), "a GET confirmed"
    assert "Danke, das Abonnement ist bestätigt." in told(press(anybody, page))
    assert counts() == (1, 1, 0)
    assert "Diese Adresse gilt nicht mehr" in told(anybody.get(address_in(message)))
    subscriber = site_subscriptions().of_address("A@example.org")
    assert dict(subscriber.confirmed) == {f"area={GOESEN}": date(2026, 11, 25)}


def test_who_is_subscribed_is_told_to_them_alone(world, anybody, clock, ordered, mail):
    ordered(area=GOESEN)
    first = followed(anybody, order(anybody, clock, "b@example.org", area=GOESEN))
    again = followed(anybody, order(anybody, clock, "a@example.org", area=GOESEN))
    assert first == again
    assert "bekommen Sie schon" in mail[-1]["Subject"]
    assert counts() == (1, 1, 1)
    sent = len(mail)
    assert followed(anybody, order(anybody, clock, "a@example.org", area=GOESEN)) == first
    assert len(mail) == sent, "a form fills a mailbox"


def test_several_subscriptions_of_one_address(world, anybody, ordered, mail):
    ordered(area=GOESEN)
    ordered("A@Example.org", service=world.service.UID())
    ordered(authority=world.office.UID(), area=GOESEN)
    assert counts() == (1, 3, 0)


def test_a_form_that_is_sent_twice_sends_one_mail(world, anybody, clock, mail):
    clock(*HOUR, 0, 0)
    fields, action = form_of(anybody.get("aenderungen", area=GOESEN))
    clock(*HOUR, 0, 10)
    pages = [
        followed(anybody, anybody.send(action, fields | {"email": "a@example.org"}))
        for _number in range(3)
    ]
    assert len(mail) == 1
    assert set(pages) == {pages[0]}
    assert SAME in pages[0]
    # Who goes back and corrects the address gets a mail there.
    followed(anybody, anybody.send(action, fields | {"email": "b@example.org"}))
    assert [message["To"] for message in mail] == ["a@example.org", "b@example.org"]


def test_a_mailbox_is_not_filled(world, anybody, clock, mail):
    for _number in range(5):
        assert SAME in followed(anybody, order(anybody, clock, "a@example.org", area=GOESEN))
    assert len(mail) == 3
    assert counts() == (0, 0, 3)


@pytest.mark.parametrize(
    "address",
    [
        *("", "a", "a@", "a@b", "ä@example.org", "<a@example.org>", "a" * 300 + "@b.de"),
        *("a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"),
    ],
)
def test_what_is_no_address(world, anybody, clock, mail, address):
    response = order(anybody, clock, address, area=GOESEN)
    assert response.status_int == 200
    assert "keine vollständige E-Mail-Adresse" in told(response)
    assert response.text.count("<title>Fehler: ") == 1
    assert mail == []
    assert valid_address(address) == ""


def test_programs_are_refused(world, anybody, clock, mail):
    assert "schneller, als Menschen tippen" in told(
        order(anybody, clock, "a@example.org", seconds=1, area=GOESEN)
    )
    fields, action = form_of(anybody.get("aenderungen", area=GOESEN))
    clock(2026, 11, 25, 12, 0, 30)
    given = fields | {"email": "a@example.org"}
    trap = next(name for name, value in fields.items() if not value and name != "email")
    for wrong in ({trap: "x"}, {"gestempelt": "1.x"}):
        assert "ließ sich nicht zuordnen" in told(anybody.send(action, given | wrong))
    assert anybody.send(action, {**given, "_authenticator": "x"}).status_int == 403
    assert mail == []
    for _number in range(30):
        response = order(anybody, clock, "a@example.org", area=GOESEN)
    assert "kamen gerade viele Eingaben" in told(response)
    assert counts()[2] <= 3


def test_a_site_without_mail_says_so(world, anybody):
    assert "versendet keine E-Mails" in told(anybody.get("aenderungen", area=GOESEN))
    assert "versendet keine E-Mails" in told(anybody.get("aenderungen-abbestellen"))


def test_without_a_choice_nothing_can_be_ordered(world, anybody, mail):
    assert "Wählen Sie oben zuerst" in told(anybody.get("aenderungen"))


def test_addresses_and_tokens_are_kept_by_nobody_else(world, anybody, ordered, mail, caplog):
    caplog.set_level(logging.DEBUG)
    ordered("geheim@example.org", area=GOESEN)
    assert "geheim@" not in caplog.text
    store = site_subscriptions()
    (subscriber,) = (each for _id, each in store.subscribers())
    secret = address_in(mail[-1]).rpartition(".")[2]
    assert secret not in repr(vars(subscriber))
    catalog = api.portal.get_tool("portal_catalog")
    assert not catalog.unrestrictedSearchResults(SearchableText="geheim")


def test_ending_one_and_all(world, anybody, ordered, send, note, mail):
    ordered(area=GOESEN)
    ordered(service=world.service.UID())
    world.office.website = "https://example.org"
    world.office.reindexObject()
    note()
    assert send() == 1
    address = address_in(mail[-1])
    page = anybody.get(address)
    assert "Gösen" in told(page)
    assert "a@example.org" not in page.text
    assert counts() == (1, 2, 0), "a GET ended"
    assert press(anybody, page, ende=["alle", f"area={GOESEN}"]).status_int == 200
    assert counts() == (1, 2, 0), "two answers at once ended"
    answer = told(press(anybody, page, ende=f"area={GOESEN}"))
    assert "Abbestellt." in answer
    assert "Hundesteuer" in answer
    assert counts() == (1, 1, 0)
    assert "Ihre Adresse ist gelöscht" in told(press(anybody, anybody.get(address), ende="alle"))
    assert counts() == (0, 0, 0)
    assert "Zu dieser Adresse gibt es keine Abonnements" in told(anybody.get(address))


@pytest.mark.parametrize("token", ["", "x", "x.y", "ä.ö", "." * 500])
def test_tokens_that_are_none(world, anybody, mail, token):
    for name in ("bestaetigen", "abbestellen"):
        assert anybody.get(f"aenderungen-{name}", t=token).status_int == 200
    assert anybody.get("aenderungen-abbestellen-sofort", t=token).status_int == 302
    response = anybody.send(
        f"aenderungen-abbestellen-sofort?t={token}", {"List-Unsubscribe": "One-Click"}
    )
    assert response.status_int == 200


def test_a_lost_address_is_sent_again(world, anybody, clock, ordered, mail):
    ordered(area=GOESEN)
    sent, answers = len(mail), set()
    for address in ("a@example.org", "nobody@example.org"):
        clock(2026, 11, 25, 12, 0, 0)
        page = anybody.get("aenderungen-abbestellen")
        clock(2026, 11, 25, 12, 0, 10)
        answers.add(told(press(anybody, page, email=address)))
    assert len(answers) == 1
    assert "Wenn zu dieser Adresse etwas bestellt ist" in answers.pop()
    assert len(mail) == sent + 1
    press(anybody, anybody.get(address_in(mail[-1])), ende="alle")
    assert counts() == (0, 0, 0)


def test_what_is_not_confirmed_is_forgotten(world, anybody, clock, send, mail):
    order(anybody, clock, "a@example.org", area=GOESEN)
    send(30)
    assert counts() == (0, 0, 1)
    api.portal.set_registry_record("tlvwa.portal.subscription_days", 3)
    send(30)
    assert counts() == (0, 0, 0)
    assert "gilt nicht mehr" in told(anybody.get(address_in(mail[-1])))


def test_what_was_withdrawn_meanwhile_is_not_named(world, anybody, clock, mail):
    order(anybody, clock, "a@example.org", service=world.service.UID())
    withdraw(world.service)
    transaction.commit()
    answer = told(anybody.get(address_in(mail[-1])))
    assert "Hundesteuer" not in answer
    assert "nicht mehr veröffentlicht" in answer


def test_editors_see_counts_and_delete_an_address(world, visitor, ordered, mail):
    ordered("geheim@example.org", area=GOESEN)
    editor = visitor("editor")
    page = editor.get("abonnements")
    assert "geheim@" not in page.text
    token = page.text.partition('name="_authenticator" value="')[2].partition('"')[0]
    for _again in range(2):
        given = {"_authenticator": token, "email": "Geheim@example.org"}
        assert editor.send("abonnements", given).status_int == 302
    assert counts() == (0, 0, 0)
    assert editor.send("abonnements", {"email": "geheim@example.org"}).status_int == 403


def test_in_english(world, anybody, clock, mail):
    from tlvwa.portal.setuphandlers.starter.languages import install_languages

    install_languages(world.portal)
    transaction.commit()
    order(anybody, clock, "a@example.org", "en/", area=GOESEN)
    assert "/plone/en/aenderungen-bestaetigen?t=" in address_in(mail[-1])
    confirm(anybody, mail)
    assert site_subscriptions().of_address("a@example.org").language == "en"
