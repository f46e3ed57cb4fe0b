"""Mails of changes: one a day, nothing twice, each in the subscriber's language."""

from datetime import date

import transaction
from plone import api

from tlvwa.portal.changes.store import site_changes
from tlvwa.portal.jobs.run import run_jobs
from tlvwa.portal.subscriptions import digest
from tlvwa.portal.subscriptions.store import MOST_TOKENS, Subscriptions, site_subscriptions

from ..factories import ERFURT, GOESEN, JENA, responsibility, withdraw
from .mail_client import body


def subscribe(address, code, language="de", number=0):
    """A subscription that was confirmed."""
    store = site_subscriptions()
    token = store.request(address, code, language, date(2026, 11, 1))
    store.confirm(token, number, date(2026, 11, 1))
    transaction.commit()
    return store.of_address(address)


def edit(obj, **fields):
    for name, value in fields.items():
        setattr(obj, name, value)
    obj.reindexObject()
    transaction.commit()


def test_one_mail_a_day_and_nothing_twice(world, mail, note, send):
    subscribe("a@example.org", f"area={GOESEN}")
    assert send() == 0
    edit(world.office, website="https://example.org")
    note()
    assert send() == 1
    (message,) = mail
    assert message["To"] == "a@example.org"
    assert message["Subject"] == "Änderungen: 1 Neuigkeit"
    assert "* Landratsamt: geändert (Website)\n  http" in body(message)
    edit(world.office, emails=["amt@example.org"])
    note(hour=14)
    assert send(25, 15) == 0
    assert send(26) == 1
    assert "E-Mail" in body(mail[-1])
    assert "Website" not in body(mail[-1])
    assert send(27) == 0
    assert len(mail) == 2


def test_all_that_is_followed_in_one_mail(world, mail, note, send):
    service = world.service.UID()
    for code in (f"area={GOESEN}", f"service={service}", f"area={ERFURT}"):
        subscribe("a@example.org", code)
    subscribe("b@example.org", f"area={JENA}")
    responsibility(world.office, world.service, name="zwei", role="03")
    edit(world.service, title="Hundeabgabe")
    note()
    assert send() == 1
    assert mail[0]["Subject"] == "Änderungen: 2 Neuigkeiten"
    assert body(mail[0]).count("Ansprechpunkt") == 1


def test_in_the_language_of_the_subscription(world, mail, note, send):
    subscribe("a@example.org", f"area={GOESEN}", "en")
    subscribe("b@example.org", f"area={GOESEN}", "de")
    edit(world.office, website="https://example.org")
    note()
    assert send() == 2
    by_address = {message["To"]: message for message in mail}
    assert by_address["a@example.org"]["Subject"] == "Changes: 1 news item"
    assert "/en/aenderungen" in body(by_address["a@example.org"])
    assert by_address["b@example.org"]["Subject"] == "Änderungen: 1 Neuigkeit"


def test_a_mail_program_unsubscribes_at_once(world, anybody, mail, note, send):
    subscribe("a@example.org", f"area={GOESEN}")
    edit(world.office, website="https://example.org")
    note()
    send()
    (message,) = mail
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip("<>").replace(" ", "")
    assert anybody.get(address).status_int == 302
    assert anybody.send(address, {"x": "y"}).status_int == 400
    assert site_subscriptions().counts()[0] == 1
    response = anybody.send(address, {"List-Unsubscribe": "One-Click"})
    assert (response.status_int, response.text) == (200, "Abbestellt.")
    assert site_subscriptions().counts() == (0, 0, 0)


def test_addresses_begin_with_the_setting(world, mail, note, send):
    api.portal.set_registry_record("tlvwa.portal.public_url", "https://portal.example.org/")
    subscribe("a@example.org", f"area={GOESEN}")
    edit(world.office, website="https://example.org")
    note()
    send()
    assert "Abbestellen: https://portal.example.org/aenderungen-abbestellen?t=" in body(mail[0])
    assert "nohost" not in body(mail[0])
    assert "<https://portal.example.org/" in mail[0]["List-Unsubscribe"]


def test_what_was_withdrawn_is_not_told(world, mail, note, send):
    subscribe("a@example.org", f"area={GOESEN}")
    edit(world.office, website="https://example.org")
    note()
    withdraw(world.office)
    transaction.commit()
    assert send() == 0


def test_a_server_that_is_away_costs_no_mail(world, mail, note, send, clock):
    subscribe("a@example.org", f"area={GOESEN}")
    edit(world.office, website="https://example.org")
    note()
    port = api.portal.get_registry_record("plone.smtp_port")
    api.portal.set_registry_record("plone.smtp_port", 1)
    edit(world.office, notice="Umgezogen")
    clock(2026, 11, 25, 15)
    done = run_jobs()
    assert (done["changes"], done["subscriptions"], mail) == (1, 0, [])
    transaction.begin()
    assert len(site_changes()) == 2, "what the other jobs did went with the mails"
    api.portal.set_registry_record("plone.smtp_port", port)
    assert send() == 1
    assert send() == 0
    assert len(mail) == 1


def test_an_address_that_fails_costs_nobody_else_theirs(world, mail, note, send, monkeypatch):
    monkeypatch.setattr(digest, "AT_ONCE", 2)
    for name in "abcde":
        subscribe(f"{name}@example.org", f"area={GOESEN}")
    tell = digest.send_digest

    def fails(address, *others):
        if address.startswith("c"):
            raise ValueError(address)
        tell(address, *others)

    monkeypatch.setattr(digest, "send_digest", fails)
    edit(world.office, website="https://example.org")
    note()
    assert send() == 4
    assert sorted(message["To"][0] for message in mail) == list("abde")
    monkeypatch.setattr(digest, "send_digest", tell)
    assert send() == 1
    assert len(mail) == 5


def test_a_long_list_is_cut(world, mail, note, send, monkeypatch):
    monkeypatch.setattr(digest, "MOST_LINES", 1)
    subscribe("a@example.org", f"area={GOESEN}")
    responsibility(world.office, world.service, name="zwei", role="03")
    edit(world.office, website="https://example.org")
    note()
    send()
    assert "und 1 weitere" in body(mail[0])


def test_the_jobs_do_both(world, mail, clock):
    subscribe("a@example.org", f"area={GOESEN}")
    edit(world.office, website="https://example.org")
    clock(2026, 11, 25, 14)
    done = run_jobs()
    assert (done["changes"], done["subscriptions"]) == (1, 1)
    transaction.commit()
    done = run_jobs()
    assert (done["changes"], done["subscriptions"]) == (0, 0)
    assert len(mail) == 1


def test_links_of_many_past_mails_work():
    store = Subscriptions()
    token = store.request("a@example.org", "area=16", "de", date(2026, 1, 1))
    store.confirm(token, 0, date(2026, 1, 1))
    subscriber = store.of_address("a@example.org")
    tokens = [store.token(subscriber) for _number in range(MOST_TOKENS + 1)]
    assert store.subscriber(tokens[0]) is None
    assert {store.subscriber(each) for each in tokens[1:]} == {subscriber}
