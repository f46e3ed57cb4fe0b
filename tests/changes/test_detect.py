"""The job: what is public is compared with what was, whatever the journal says."""

from datetime import date, datetime

import pytest
import transaction
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from tlvwa.portal.changes import store as module
from tlvwa.portal.changes.entry import ChangeEntry, ChangeSubject
from tlvwa.portal.changes.messages import ChangeFormatter
from tlvwa.portal.changes.public_state import PublicState, public_states
from tlvwa.portal.changes.store import ChangeStore, site_changes
from tlvwa.portal.changes.visibility import readable_entries
from tlvwa.portal.common.dates import first_of_month
from tlvwa.portal.readmodels.journal import site_journal

from ..factories import (
    EISENBERG,
    ERFURT,
    GOESEN,
    JENA,
    SAALE_HOLZLAND,
    authority,
    models,
    online_service,
    publish,
    responsibility,
    rich,
    service,
    withdraw,
)


def edited(obj, **fields):
    """Change an object as an editor does."""
    for name, value in fields.items():
        setattr(obj, name, value)
    notify(ObjectModifiedEvent(obj))
    obj.reindexObject()
    transaction.commit()


def titles(day=25, **subject):
    """What is told on a day, the newest first."""
    found, followed, today = models(), ChangeSubject(**subject), date(2026, 11, day)
    teller = ChangeFormatter(found, today, followed)
    return [
        teller.message(entry).title
        for entry in readable_entries(found, site_changes(), followed, today)
    ]


def test_the_first_time_nothing_is_told(world):
    assert titles() == []
    assert len(site_changes().known()) > 600


def test_a_second_run_does_nothing(world, note):
    edited(world.service, title="Hundeabgabe")
    assert note() == 1
    before = world.portal._p_jar.db().lastTransaction()
    assert note() == 0
    assert world.portal._p_jar.db().lastTransaction() == before


def test_a_new_responsibility(world, note):
    office = authority(world.portal, "jena", title="Stadt Jena", area=JENA)
    responsibility(office, world.service)
    assert note() == 2
    told = "Ab 25. November 2026: Stadt Jena ist zuständig für „Hundesteuer“"
    assert told in titles(area=JENA)
    assert told in titles(service=world.service.UID())
    assert told in titles(authority=office.UID())
    assert titles(area=ERFURT) == titles(authority=world.office.UID()) == []
    assert "Neu im Verzeichnis: Stadt Jena" in titles(area=JENA)


def test_a_municipality_hears_of_what_lies_on_its_ladder(world, note):
    responsibility(world.office, world.service, name="ansprechpunkt", role="03")
    note()
    assert len(titles(area=GOESEN)) == len(titles(area=SAALE_HOLZLAND)) == 1
    assert len(titles(area=EISENBERG, service=world.service.UID())) == 1
    assert titles(area=JENA) == titles(area=JENA, service=world.service.UID()) == []


def test_the_office_of_all_is_heard_of_by_all(world, note):
    edited(world.office, website="https://example.org")
    note()
    assert titles(area=GOESEN) == ["Landratsamt: geändert (Website)"]


def test_law_takes_effect_and_ends_without_an_edit(world, note):
    responsibility(
        world.office, world.service, name="spaeter", role="03",
        valid_from=date(2026, 11, 27), valid_to=date(2026, 11, 28),
    )  # fmt: skip
    begins = "Ab 27. November 2026: Landratsamt ist Ansprechpunkt für „Hundesteuer“"
    assert note(25) == 1
    assert titles() == [begins]
    assert note(26) == 0
    assert note(27) == 1
    assert titles(27) == [begins, begins]
    assert note(28) == 0
    assert note(30) == 1
    ends = "Ab 29. November 2026: Landratsamt ist nicht mehr Ansprechpunkt für „Hundesteuer“"
    assert titles(30)[0] == ends


def test_publication_and_expiry_without_an_edit(world, note):
    world.service.setExpirationDate(api.portal.get().ZopeTime("2026/11/27 00:00:00 GMT+1"))
    edited(world.service)
    assert note(25) == 0
    assert note(26) == 0
    assert note(27) == 2  # the service, and the record that is for nothing else
    assert "Eine Leistung steht nicht mehr im Verzeichnis" in titles(27)
    assert not any("Hundesteuer" in title for title in titles(27))


def test_nothing_private_is_told(world, note):
    secret = service(world.portal, "geheim", title="Geheim", publish=False)
    office = authority(world.portal, "entwurf", title="Verborgen", publish=False)
    responsibility(office, world.service)
    responsibility(world.office, secret, name="geheim")
    hidden = online_service(world.office, title="Unfertig", publish=False)
    responsibility(
        world.office, world.service, name="x", role="online_service", target=hidden.UID()
    )
    assert note() == 0
    present = public_states(models(), date(2026, 11, 25), "16")
    private = {secret.UID(), office.UID(), hidden.UID()}
    assert not private & present.keys()
    for state in present.values():
        assert not any(each in repr(state) for each in (*private, "Geheim", "Verborgen"))


def test_what_was_told_is_hidden_when_it_is_withdrawn(world, note):
    edited(world.office, website="https://example.org")
    rule = responsibility(world.office, world.service, name="zwei", role="03")
    note()
    assert len(titles()) == 2
    withdraw(rule)
    transaction.commit()
    assert titles() == ["Landratsamt: geändert (Website)"]
    withdraw(world.office)
    transaction.commit()
    assert titles() == []
    note()
    assert not any("Landratsamt" in title for title in titles())
    publish(world.office)
    transaction.commit()
    note()
    assert "Neu im Verzeichnis: Landratsamt" in titles()


def test_every_kind_of_record_is_told(world, note):
    online = online_service(world.office, title="Hund online")
    hund = world.service
    responsibility(world.office, hund, name="o", role="online_service", target=online.UID())
    responsibility(world.office, hund, name="n", effect="not_offered", areas=[GOESEN])
    responsibility(world.office, hund, name="v", effect="referred", areas=[EISENBERG])
    responsibility(
        world.office,
        hund,
        name="w",
        effect="referred",
        refers_to=world.office.UID(),
        areas=[EISENBERG],
    )
    note()
    day = "Ab 25. November 2026: "
    assert set(titles()) == {
        "Neu im Verzeichnis: Hund online",
        f"{day}„Hundesteuer“ geht online: Hund online",
        f"{day}„Hundesteuer“ wird nicht angeboten",
        f"{day}Für „Hundesteuer“ ist eine andere Stelle da",
        f"{day}Für „Hundesteuer“ ist eine andere Stelle da: Landratsamt",
    }


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"synonyms": ["Wauwau"]}, None),
        ({"reviewed": False}, None),
        ({"full_text": "<p>Neu</p>"}, "Text"),
        ({"fees": [{"kind": "fixed", "amount": "30"}]}, "Kosten, Fristen oder Dauer"),
        ({"legal_basis": [{"title": "§ 1 HundG"}]}, "Rechtsgrundlagen"),
    ],
)
def test_only_what_matters_is_told(world, note, fields, told):
    given = {
        name: rich(each) if str(each).startswith("<") else each for name, each in fields.items()
    }
    edited(world.service, **given)
    assert note() == (1 if told else 0)
    assert titles() == ([f"Hundesteuer: geändert ({told})"] if told else [])


def test_another_journal_makes_nothing_up(world, note):
    edited(world.service, title="Hundeabgabe")
    note()
    journal = site_journal()
    journal.uuid, journal.number, journal.serial = "f" * 32, 1, "restored"
    transaction.commit()
    assert note() == 0
    edited(world.service, title="Hundesteuer")
    assert note() == 1


def test_other_software_makes_nothing_up(world, note, monkeypatch):
    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)
    edited(world.service, title="Hundeabgabe")
    assert note() == 0
    edited(world.service, title="Hundesteuer")
    assert note() == 1


def test_a_dissolved_municipality(world, note):
    store = site_changes()
    key = f"area:{GOESEN}"
    known = store.known()[key]
    gone = tuple(
        (name, {"successors": (EISENBERG,), "valid_to": "2026-11-20"}.get(name, value))
        for name, value in known.fields
    )
    present = store.known() | {key: PublicState("area", gone)}
    assert store.note(present, site_journal().stamp, datetime(2026, 11, 25, 12)) == 1
    told = "Ab 21. November 2026: Gösen (Saale-Holzland-Kreis) gehört zu Eisenberg (Saale-Holzland-Kreis)"
    assert titles(area=GOESEN) == titles(area=EISENBERG) == [told]


def an_entry(number, noted):
    return ChangeEntry(str(number), noted, "u", "service", "begun", noted[:10], (), ("u",), (), ())


def test_old_entries_go(monkeypatch):
    store = ChangeStore()
    for number in range(1, 7):
        store._append(an_entry(number, f"2026-0{number}-01T12:00:00+01:00"))
    assert store.forget_before(date(2026, 3, 1)) == 2
    assert store.numbers() == store.numbers("service=u") == {3, 4, 5, 6}
    assert store.numbers(after=4) == {5, 6}
    monkeypatch.setattr(module, "MOST_ENTRIES", 3)
    assert store.forget_before(date(2026, 3, 1)) == 1
    assert [store.entry(number).id for number in sorted(store.numbers())] == ["4", "5", "6"]
    assert store.forget_before(date(2027, 1, 1)) == len(store) + 3
    assert store.numbers("service=u") == set()


def test_a_change_found_again_on_its_day_is_told_once_and_as_new():
    store = ChangeStore()
    for number in (1, 2, 1):
        store._append(an_entry(number, "2026-01-01T12:00:00+01:00"))
    assert [store.entry(number).id for number in sorted(store.numbers())] == ["2", "1"]


@pytest.mark.parametrize(
    ("months", "first"),
    [(1, "2026-01-01"), (2, "2025-12-01"), (14, "2024-12-01"), (99999, "0001-11-01")],
)
def test_months_before(months, first):
    assert first_of_month(date(2026, 2, 15), months) == date.fromisoformat(first)
