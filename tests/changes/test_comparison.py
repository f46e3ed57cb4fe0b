"""Comparing what was public with what is: pure, and held to by random histories."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.changes.comparison import PublicChangeKind, differences, public_changes
from tlvwa.portal.changes.entry import ChangeEntry, ChangeSubject, Relations, entry_of
from tlvwa.portal.changes.public_state import (
    AREA,
    AUTHORITY,
    RESPONSIBILITY,
    SERVICE,
    PublicState,
    digest,
)

DAY = date(2026, 11, 25)
LATER, BEFORE = "2027-01-01", "2020-01-01"


def record(valid_from="", valid_to="", **others):
    """The public state of a responsibility."""
    given = {
        "services": ("hund",), "areas": ("16074",), "effect": "rule", "role": "01",
        "target": "amt", "holder": "amt", "valid_from": valid_from, "valid_to": valid_to,
    } | others  # fmt: skip
    return PublicState(RESPONSIBILITY, tuple(given.items()))


def service(**fields):
    return PublicState(SERVICE, tuple(({"title": "Hundesteuer", "words": "1"} | fields).items()))


def told(old, new, since=DAY, day=DAY):
    """Kind, effective day and fields of the one change; ``None`` where nothing is told."""
    known = {} if old is None else {"x": old}
    present = {} if new is None else {"x": new}
    found = public_changes(known, present, since, day)
    assert len(found) <= 1
    return (found[0].kind, found[0].effective, found[0].fields) if found else None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (None, service(), (PublicChangeKind.BEGUN, DAY, ())),
        (service(), service(), None),
        (service(), service(words="2"), (PublicChangeKind.CHANGED, DAY, ("words",))),
        (service(), None, (PublicChangeKind.ENDED, DAY, ())),
        (None, record(), (PublicChangeKind.BEGUN, DAY, ())),
        (None, record(BEFORE), (PublicChangeKind.BEGUN, DAY, ())),
        (None, record(LATER), (PublicChangeKind.ANNOUNCED, date(2027, 1, 1), ())),
        (None, record(valid_to=BEFORE), None),
        (record(valid_to=BEFORE), None, None),
        (record(valid_to=BEFORE), record(valid_to=BEFORE, law="§ 1"), None),
        (
            record(),
            record(valid_to="2026-12-31"),
            (PublicChangeKind.ENDING, date(2027, 1, 1), ("valid_to",)),
        ),
        (record(), record(valid_to=BEFORE), (PublicChangeKind.ENDED, date(2020, 1, 2), ())),
        (record(valid_to=BEFORE), record(), (PublicChangeKind.BEGUN, DAY, ())),
        (
            record(LATER),
            record(LATER, role="03"),
            (PublicChangeKind.CHANGED, date(2027, 1, 1), ("role",)),
        ),
        (record(), record(LATER), (PublicChangeKind.ANNOUNCED, date(2027, 1, 1), ())),
        (PublicState(AREA, (("title", "Gösen"),)), None, None),
    ],
)
def test_what_is_told(old, new, expected):
    assert told(old, new) == expected


def test_days_that_pass_tell_what_becomes_law_and_what_ends():
    ahead, ending = record(LATER), record(valid_to="2026-12-31")
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    assert told(ahead, ahead, DAY, last) is None
    assert told(ahead, ahead, last, first) == (PublicChangeKind.BEGUN, first, ())
    assert told(ahead, ahead, DAY, date(2027, 3, 1)) == (PublicChangeKind.BEGUN, first, ())
    assert told(ending, ending, DAY, last) is None
    assert told(ending, ending, DAY, date(2027, 3, 1)) == (PublicChangeKind.ENDED, first, ())
    assert told(ending, ending, first, first + timedelta(9)) is None
    forever = record(valid_to="9999-12-31")
    assert told(forever, forever, DAY, first) is None


days = st.sampled_from(["", *(f"2026-11-{day}" for day in range(10, 30, 4))])
states = st.one_of(
    st.builds(record, days, days, role=st.sampled_from(["01", "03"])),
    st.builds(service, words=st.sampled_from("ab")),
)
snapshots = st.dictionaries(st.sampled_from("pqrs"), states)


@given(st.lists(st.tuples(snapshots, st.integers(0, 9)), max_size=6))
def test_all_changes_of_a_history_give_the_present(history):
    known, day = {}, date(2026, 11, 8)
    for present, more in history:
        since, day = day, day + timedelta(days=more)
        changed = differences(known, present)
        changes = public_changes(known, present, since, day)
        assert public_changes(present, present, day, day) == []
        once = [change.uid for change in changes]
        assert len(set(once)) == len(once)
        for change in changes:
            state = changed.get(change.uid, known.get(change.uid))
            assert change.state == (known[change.uid] if state is None else state)
        known = dict(known)
        for uid, state in changed.items():
            if state is None:
                del known[uid]
            else:
                known[uid] = state
        assert known == present


@given(snapshots, snapshots)
def test_what_is_the_same_on_one_day_is_not_told(known, present):
    for change in public_changes(known, present, DAY, DAY):
        assert known.get(change.uid) != present.get(change.uid)


@given(snapshots, snapshots, st.integers(0, 30))
def test_an_entry_holds_no_words(known, present, days_passed):
    """Only identifiers, days and names of fields: nothing that somebody wrote."""
    day = DAY + timedelta(days=days_passed)
    relations = Relations((*known.values(), *present.values()))
    for change in public_changes(known, present, DAY, day):
        entry = entry_of(change, relations, datetime(day.year, day.month, day.day, 12))
        assert "Hundesteuer" not in repr(entry)
        assert ChangeEntry(*tuple(entry)) == entry
        assert all("=" in code for code in entry.subjects)


def test_what_a_change_concerns():
    moment = datetime(2026, 11, 25, 12)
    hund, office = service(), PublicState(AUTHORITY, (("title", "Amt"), ("area", "160530000000")))
    moved = record(areas=("16075",), target="neu", holder="neu")
    world = {"hund": hund, "amt": office, "r": record()}
    relations = Relations(world.values())
    entries = {
        change.uid: entry_of(change, relations, moment)
        for change in public_changes(world, {"hund": service(words="2"), "r": moved}, DAY, DAY)
    }
    assert entries["hund"].areas == ("16074",)
    assert entries["hund"].services == ("hund",)
    assert entries["amt"].authorities == ("amt",)
    assert entries["amt"].areas == ("160530000000", "16074")
    assert entries["r"].areas == ("16074", "16075")
    assert entries["r"].authorities == ("amt", "neu")
    assert (entries["r"].named, entries["r"].places) == (("hund",), ("16075",))


def test_the_same_change_of_a_day_has_the_same_id():
    (change,) = public_changes({}, {"x": record()}, DAY, DAY)
    relations = Relations(())
    ids = {
        entry_of(change, relations, datetime(2026, 11, day, hour)).id
        for day, hour in ((25, 9), (25, 17), (26, 9))
    }
    assert len(ids) == 2


def test_marks_and_markup_are_no_change():
    assert digest("<p>Ein Hund,  groß!</p>") == digest("ein hund groß")
    assert digest("Ein Hund") != digest("Zwei Hunde")
    assert digest("", "") == ""


@given(st.builds(ChangeSubject, *(st.text(max_size=9) for _name in ChangeSubject._fields)))
def test_a_subject_comes_back_from_its_code(subject):
    assert ChangeSubject.of(subject.code) == subject
