"""What an answer turns into, and what it was before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.common.dates import add_months
from tlvwa.portal.finder.answer import Status
from tlvwa.portal.finder.resolver import Resolver
from tlvwa.portal.finder.timeline import MOST, Timeline, same_office, timeline

from .examples import (
    DAY,
    GOESEN,
    HERRENHOF,
    KREIS,
    LAND,
    NAME,
    RODEBERG,
    SPLIT_DAY,
    ask,
    not_offered,
    resolver,
    rule,
    targets,
)
from .generators import DAYS, FIRST, LAST, worlds
from .test_agreement import told

END, NEXT = date(2026, 12, 31), date(2027, 1, 1)
ONE = timedelta(days=1)
BACK, AHEAD = date(2026, 8, 23), date(2027, 5, 23)


def around(found, place, day=DAY, back=BACK, ahead=AHEAD, **more):
    return timeline(found, ask(found, place, day=day), back, ahead, **more)


def test_nothing_is_told_of_an_answer_that_stays():
    assert around(resolver(rule("r", "a", KREIS)), GOESEN) == Timeline()


def test_the_next_answer_and_the_one_before():
    found = resolver(
        rule("r", "a", KREIS, valid_from=date(2026, 11, 1), valid_to=END), rule("l", "b", LAND)
    )
    coming, gone = around(found, GOESEN)
    assert [targets(each.offices) for each in (*coming, *gone)] == [["b"], ["b"]]
    assert coming[0].valid == (NEXT, None)
    assert gone[0].valid == (None, date(2026, 10, 31))


def test_several_in_a_row_nearest_first_and_no_more_than_asked():
    days = [date(2027, month, 1) for month in range(1, 6)]
    rows = [
        rule(f"r{n}", f"o{n}", KREIS, valid_from=day, valid_to=later - ONE)
        for n, (day, later) in enumerate(zip([DAY, *days], [*days, date(2028, 1, 1)], strict=True))
    ]
    found = resolver(*rows)
    coming = around(found, GOESEN).later
    assert [targets(each.offices) for each in coming] == [["o1"], ["o2"], ["o3"], ["o4"]]
    assert len(coming) == MOST
    assert len(around(found, GOESEN, most=2).later) == 2


def test_the_horizon_belongs_to_what_is_told():
    found = resolver(rule("r", "a", KREIS, valid_from=date(2026, 11, 1), valid_to=END))
    assert around(found, GOESEN, ahead=END).later == ()
    assert len(around(found, GOESEN, ahead=NEXT).later) == 1
    assert around(found, GOESEN, back=date(2026, 11, 1)).earlier == ()
    assert len(around(found, GOESEN, back=date(2026, 10, 31)).earlier) == 1


def test_what_is_not_public_today_is_not_announced():
    hidden = rule("r", "a", KREIS, valid_from=NEXT, shown_from=NEXT)
    assert around(resolver(rule("l", "b", LAND), hidden), GOESEN) == Timeline()


def test_a_gap_a_refusal_and_a_question_may_come():
    found = resolver(rule("r", "a", KREIS, valid_to=END))
    assert around(found, GOESEN).later[0].status is Status.GAP
    found = resolver(rule("r", "a", KREIS, valid_to=END), not_offered("n", "b", LAND))
    assert around(found, GOESEN).later[0].status is Status.NOT_OFFERED
    rows = (
        rule("r1", "a", KREIS, criterion="name", values=("A-K",), valid_from=NEXT),
        rule("r2", "b", LAND),
    )
    found = resolver(*rows, criteria=(NAME,))
    assert around(found, GOESEN).later[0].status is Status.QUESTION
    assert around(found, GOESEN, day=NEXT) == Timeline()  # a question is answered first


def test_a_split_turns_into_a_question_and_a_merger_into_another_office():
    rows = (rule("a", "a", "16064"), rule("b", "b", "16061"))
    before = SPLIT_DAY - ONE
    coming = around(resolver(*rows), RODEBERG, before, before, SPLIT_DAY).later
    assert [each.status for each in coming] == [Status.QUESTION]
    found = resolver(rule("old", "old", HERRENHOF), rule("new", "new", "160675054092"))
    gone = around(found, HERRENHOF, SPLIT_DAY, before, SPLIT_DAY).earlier
    assert [targets(each.offices) for each in gone] == [["old"]]


def test_the_same_office_may_answer_otherwise_only_beside():
    found = resolver(
        rule("r", "a", KREIS), rule("o", "x", KREIS, role="online_service", valid_from=NEXT)
    )
    now = ask(found, GOESEN)
    (then,) = around(found, GOESEN).later
    assert same_office(now, then)
    assert not same_office(now, ask(resolver(rule("r", "b", KREIS)), GOESEN))


@given(worlds(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_every_turn_is_the_answer_of_its_days_and_they_join(world, back, ahead):
    found = Resolver(world.gazetteer, world.rulebook)
    service, place, day, today = world.question
    answer = found.answer(service, place, day, today, world.facts)
    coming, gone = timeline(found, answer, back, ahead)
    for one, other in zip((answer, *coming), coming, strict=False):
        assert one.valid[1] + ONE == other.valid[0] == other.day
        assert FIRST <= other.day <= ahead
    for one, other in zip((answer, *gone), gone, strict=False):
        assert one.valid[0] - ONE == other.valid[1] == other.day
        assert back <= other.day <= LAST + ONE
    for other in (*coming, *gone):
        again = found.answer(service, place, other.day, today, world.facts)
        assert told(again) == told(other)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 25), 6, date(2027, 5, 25)),
        (date(2026, 11, 25), -3, date(2026, 8, 25)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(9999, 11, 30), 6, date.max),
        (date(1, 1, 15), -1, date.min),
    ],
)
def test_months_away(day, months, expected):
    assert add_months(day, months) == expected
