"""The counts of each day: kept once, told in words, forgotten when their time is over."""

from collections import Counter
from datetime import date, timedelta

import pytest
import transaction
from hypothesis import given
from hypothesis import strategies as st
from plone import api

from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.jobs.run import run_jobs
from tlvwa.portal.ledger.counts import LedgerCounts, site_counts
from tlvwa.portal.ledger.daily_counts import store_daily_counts
from tlvwa.portal.ledger.trend import difference, differences, line
from tlvwa.portal.readmodels.journal import site_journal

from ..factories import JENA, authority, models, outside_a_request, responsibility, service

DAY = date(2026, 11, 25)
NUMBERS = st.tuples(st.integers(0, 3), st.integers(0, 3))


def gaps(count, overlaps=0):
    return Counter({LedgerState.GAP: count, LedgerState.OVERLAP: overlaps, LedgerState.ONE: 7})


@pytest.fixture
def store():
    """Three days, with a hole between them."""
    store = LedgerCounts()
    for days, number in ((8, 12), (7, 11), (1, 11), (0, 10)):
        store.note(DAY - timedelta(days), {"16": gaps(number)}, {"s": (0, number)})
    return store


def test_days_of_an_area(store):
    assert [counts[LedgerState.GAP] for _day, counts in store.days("16")] == [12, 11, 11, 10]
    assert [day for day, _counts in store.days("16", DAY)] == [DAY]
    assert list(store.days("16051")) == []
    assert DAY in store
    assert DAY - timedelta(3) not in store
    assert store.before("16", DAY - timedelta(3)) == (DAY - timedelta(7), gaps(11))
    assert store.before("16", DAY - timedelta(9)) is None


def test_of_a_service_only_changes_are_kept(store):
    assert [gaps for _day, _overlaps, gaps in store.changes("s")] == [12, 11, 10]
    assert store.problems("s", DAY - timedelta(3)) == (0, 11)
    assert store.problems("s", DAY - timedelta(30)) == (0, 0)
    assert store.changed_since(DAY - timedelta(1)) == ["s"]
    assert store.changed_since(DAY) == []


@given(st.lists(st.dictionaries(st.sampled_from("abc"), NUMBERS), max_size=8), st.integers(0, 9))
def test_changes_tell_every_day_also_after_old_ones_are_forgotten(days, forgotten):
    store, asked = LedgerCounts(), {}
    for number, services in enumerate(days):
        day = DAY + timedelta(number)
        store.note(day, {"16": gaps(0)}, {uid: each for uid, each in services.items() if any(each)})
        asked[day] = services
    first = DAY + timedelta(forgotten)
    assert store.forget_before(first) == min(forgotten, len(days))
    for day, services in asked.items():
        for uid in "abc" if day >= first else "":
            assert store.problems(uid, day) == services.get(uid, (0, 0))
    for uid in "abc":
        assert len(list(store.changes(uid))) <= max(0, len(days) - forgotten) + 1


def test_what_became_more_or_less_in_words(portal):
    assert difference(gaps(12, 1), gaps(11, 3)) == "2 Überschneidungen mehr und 1 Lücke weniger"
    assert difference(gaps(1), gaps(1)) == "unverändert"


def test_since_yesterday_and_last_week_or_the_last_day_known(portal, store):
    assert differences(store, "16", gaps(10), DAY) == [
        "Seit gestern: 1 Lücke weniger",
        "Seit letzter Woche: 1 Lücke weniger",
    ]
    later = DAY + timedelta(9)
    assert differences(store, "16", gaps(9), later) == [
        "Seit 25. November 2026: 1 Lücke weniger",
    ]


def test_a_line_has_days_as_far_apart_as_they_are():
    days = [DAY, DAY + timedelta(1), DAY + timedelta(4)]
    assert line(days, [0, 5, 10], 10) == "0.0,160.0 150.0,80.0 600.0,0.0"
    assert line([DAY], [0], 0) == "0.0,160.0"


def test_the_job_counts_once_a_day_and_touches_no_journal(portal, clock):
    hunde = service(portal, coverage="land")
    office = authority(portal)
    responsibility(office, hunde, areas=[JENA])
    clock(2026, 11, 25, 3, 0)
    number = site_journal().number
    assert outside_a_request(run_jobs)["ledger"] == 1
    assert outside_a_request(run_jobs)["ledger"] == 0
    transaction.commit()
    assert site_journal().number == number
    counts = dict(site_counts().days("16"))[today()]
    assert counts == models().ledger(today(), today(), "16").totals
    assert counts[LedgerState.GAP] == 604
    assert dict(site_counts().days(JENA))[today()] == Counter({LedgerState.ONE: 1})
    assert site_counts().problems(hunde.UID(), today()) == (0, 604)


def test_what_is_older_than_the_setting_allows_is_forgotten(portal):
    api.portal.set_registry_record("tlvwa.portal.ledger_years", 1)
    outside_a_request(store_daily_counts, today())
    later = today() + timedelta(days=367)
    outside_a_request(store_daily_counts, later)
    assert today() not in site_counts()
    assert later in site_counts()
