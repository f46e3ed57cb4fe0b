"""What is made once for a snapshot and a day."""

from datetime import date

from tlvwa.portal.readmodels.daily import once_a_day
from tlvwa.portal.readmodels.snapshot import Snapshot

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def made(snapshot, day, *names):
    """A new object each time."""
    return [snapshot, day, *names]


def empty_snapshot():
    return object.__new__(Snapshot)


def test_it_is_made_once_for_a_snapshot_a_day_and_its_arguments():
    one, other = empty_snapshot(), empty_snapshot()
    first = once_a_day(made, one, MONDAY, "a")
    assert first == [one, MONDAY, "a"]
    assert once_a_day(made, one, MONDAY, "a") is first
    assert once_a_day(made, one, MONDAY, "b") is not first
    assert once_a_day(made, one, TUESDAY, "a") is not first
    assert once_a_day(made, other, MONDAY, "a") is not first
