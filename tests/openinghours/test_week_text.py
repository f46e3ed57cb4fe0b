"""Hours of a week as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.openinghours import HoursError, HoursRow
from tlvwa.portal.openinghours.week_text import WeekTextError, read_week

pytestmark = pytest.mark.unit
GERMAN = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def span(day, opens, closes):
    return HoursRow(day, time(opens), time(closes))


MORNING = [span(day, 9, 12) for day in range(5)]
READ = {
    "Mo-Fr 9-12": MORNING,
    "Mo–Fr 09:00–12:00 Uhr": MORNING,
    "montags bis freitags von 9 Uhr bis 12 Uhr": MORNING,
    "Mo, Di, Mi, Do und Fr: 9.00 bis 12.00": MORNING,
    "Mo 9-12, 13-16; Do 9-18": [span(0, 9, 12), span(0, 13, 16), span(3, 9, 18)],
    "Mo 9-12\nTu 13-18": [span(0, 9, 12), span(1, 13, 18)],
    "Mo 9-12, Di 13-18; Mi geschlossen": [span(0, 9, 12), span(1, 13, 18)],
    "Sa 8-24": [span(5, 8, 0)],
    "": [],
}
REFUSED = (
    "9-12",
    "Mo",
    "Mo 9",
    "Mo 9-12-13",
    "täglich 9-12",
    "Mo 9:75-12",
    "Fr-Mo 9-12",
    "Mo 24:30-9",
)


@pytest.mark.parametrize("text", READ)
def test_read(text):
    assert list(read_week(text)) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text):
    with pytest.raises(WeekTextError):
        read_week(text)


@pytest.mark.parametrize("text", ["Mo 12-9", "Mo 9-12, 11-13", "Mo 9-9", "Mo-Fr 9-12; Di 10-11"])
def test_impossible(text):
    with pytest.raises(HoursError):
        read_week(text)


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 11)), max_size=10))
def test_what_is_written_is_read(starts):
    rows = sorted(HoursRow(day, time(2 * start), time(2 * start + 1, 30)) for day, start in starts)
    text = "; ".join(f"{GERMAN[row.weekday]} {row.opens:%H:%M}-{row.closes:%H.%M}" for row in rows)
    assert list(read_week(text)) == rows


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        read_week(text)
    except (WeekTextError, HoursError):
        return
