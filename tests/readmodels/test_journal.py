"""The journal by itself: numbers, serials, what a reader may follow and when it must start anew."""

import pytest

from tlvwa.portal.readmodels import journal as module
from tlvwa.portal.readmodels.journal import (
    Journal,
    JournalEntry,
    JournalOperation,
    JournalStamp,
)

UPSERT, DELETE = JournalOperation.UPSERT, JournalOperation.DELETE


@pytest.fixture
def journal():
    """A journal with three entries."""
    journal = Journal()
    journal.append(UPSERT, "a", "/site/a")
    journal.append(UPSERT, "b", "/site/b")
    journal.append(DELETE, "a", "/site/a")
    return journal


def test_entries_come_back_in_order(journal):
    start = JournalStamp(journal.uuid, 0, "")
    assert journal.since(start) == [
        JournalEntry(UPSERT, "a", "/site/a"),
        JournalEntry(UPSERT, "b", "/site/b"),
        JournalEntry(DELETE, "a", "/site/a"),
    ]


def test_a_reader_gets_what_is_new_to_it(journal):
    stamp = journal.stamp
    assert journal.since(stamp) == []
    journal.append(UPSERT, "c", "/site/c")
    assert journal.since(stamp) == [JournalEntry(UPSERT, "c", "/site/c")]
    assert journal.stamp.number == stamp.number + 1


def test_every_entry_has_a_serial_of_its_own(journal):
    serials = set()
    for _ in range(100):
        journal.append(UPSERT, "a", "/site/a")
        serials.add(journal.serial)
    assert len(serials) == 100


@pytest.mark.parametrize(
    "change",
    [
        {"journal": "another"},
        {"number": 4},
        {"number": 2},
        {"serial": "another"},
    ],
    ids=["another journal", "a number not reached", "a number of another entry", "rewritten"],
)
def test_a_foreign_stamp_is_not_followed(journal, change):
    stamp = journal.stamp
    known = {"journal": stamp.journal, "number": stamp.number, "serial": stamp.serial}
    assert journal.since(JournalStamp(**(known | change))) is None


@pytest.fixture
def short(monkeypatch):
    """Journals that keep ten entries."""
    monkeypatch.setattr(module, "KEPT_ENTRIES", 10)


def test_it_is_trimmed_to_its_newest_entries(short):
    journal = Journal()
    stamps = [journal.stamp]
    most = 0
    for _ in range(95):
        journal.append(UPSERT, "a", "/site/a")
        stamps.append(journal.stamp)
        most = max(most, len(journal._entries))
    assert most <= 20
    assert len(journal._entries) >= 10
    for stamp in stamps[-10:]:
        assert len(journal.since(stamp)) == journal.number - stamp.number
    for stamp in stamps[:-20]:
        assert journal.since(stamp) is None


def test_a_new_journal_is_followed_from_nothing():
    journal = Journal()
    assert journal.since(journal.stamp) == []


def test_an_import_of_the_gazetteer_names_no_object(journal):
    stamp = journal.stamp
    journal.append(JournalOperation.GAZETTEER)
    assert journal.since(stamp) == [JournalEntry(JournalOperation.GAZETTEER, "", "")]
