"""spec:municipal-status: the table of statuses, and what it refuses."""

from datetime import date

import pytest

from tlvwa.portal.areas.statuses import (
    LARGE_DISTRICT_TOWN,
    StatusError,
    StatusPeriod,
    known_statuses,
    municipalities_of,
    parse_statuses,
)
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.common.vocabularies import MUNICIPAL_STATUSES

GOTHA = "160670029029"


def test_the_shipped_table_names_five_towns_of_districts_and_since_when_is_not_known():
    gazetteer = load_thueringen().gazetteer()
    names = {gazetteer.area(key).name for key in municipalities_of(LARGE_DISTRICT_TOWN)}
    assert names == {"Altenburg", "Gotha", "Ilmenau", "Mühlhausen/Thüringen", "Nordhausen"}
    for period in known_statuses():
        assert (period.valid_from, period.valid_to) == (None, None)
        assert period.known_on == date(2016, 4, 26)
        assert "6/2088" in period.source


def test_every_status_of_the_table_has_a_name_and_every_name_a_municipality():
    assert {period.status for period in known_statuses()} == set(MUNICIPAL_STATUSES.by_token)


def test_days_are_read():
    lines = [f"{GOTHA}\tx\t2020-01-01\t2024-12-31\tGVBl. 1"]
    expected = StatusPeriod(GOTHA, "x", date(2020, 1, 1), date(2024, 12, 31), "GVBl. 1")
    assert list(parse_statuses(["# note", "", *lines], "t")) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "16067\tx\t\t\tSource",
        f"{GOTHA}\t\t\t\tSource",
        f"{GOTHA}\tx\t\t\t",
        f"{GOTHA}\tx\t01.01.2020\t\tSource",
        f"{GOTHA}\tx\t2020-01-02\t2020-01-01\tSource",
        f"{GOTHA}\tx\tSource",
        f"{GOTHA}\tx\t\t\tSource\n{GOTHA}\tx\t\t\tSource",
    ],
)
def test_a_wrong_line_is_named(line):
    lines = line.split("\n") if line else ["Gotha"]
    with pytest.raises(StatusError, match=f"t, line {len(lines)}"):
        list(parse_statuses(lines, "t"))
