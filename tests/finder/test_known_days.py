"""Open and unknown are two things: what was before knowledge begins, and after it ends, nobody is told."""

from dataclasses import replace
from datetime import date

import pytest

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import BUND
from tlvwa.portal.finder.answer import FallbackKind, Status
from tlvwa.portal.finder.explanation import StepReason
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.resolver import Resolver
from tlvwa.portal.finder.timeline import timeline

from .examples import (
    DAY,
    EISENBERG,
    ERFURT,
    GAZETTEER,
    LAND,
    ask,
    book,
    resolver,
    rule,
    service,
    targets,
)
from .test_ledger import ledger

FIRST_EDITION, UNTIL = date(2023, 11, 30), date(2036, 11, 23)
KNOWN = date(2020, 5, 1)
SEEN = Gazetteer(
    [replace(area, seen=(FIRST_EDITION, date(2025, 8, 31))) for area in GAZETTEER.areas()],
    postal_codes=GAZETTEER.postal_codes(),
)


def answer_on(day, *rows, place=ERFURT):
    found = Resolver(SEEN, book((service(), *rows)))
    return found.answer("s", place, day, DAY, known_until=UNTIL)


@pytest.mark.parametrize(
    "day", [date.min, date(1900, 1, 1), date(1985, 1, 1), date(2023, 11, 29), date.max]
)
def test_a_day_of_which_nothing_is_known_names_no_office(day):
    answer = answer_on(day, rule("r", "a", LAND, valid_from=date(2007, 2, 13)))
    assert (answer.status, answer.offices, answer.is_day_known) == (Status.GAP, (), False)
    assert answer.known == (FIRST_EDITION, UNTIL)
    assert (answer.valid, answer.assurance) == ((None, None), None)
    assert answer.fallback.kind is FallbackKind.CENTRAL_NUMBER or answer.fallback.area


@pytest.mark.parametrize("day", [FIRST_EDITION, DAY, UNTIL])
def test_the_first_and_the_last_known_day_are_answered(day):
    answer = answer_on(day, rule("r", "a", LAND, valid_from=date(2007, 2, 13)))
    assert (answer.status, targets(answer.offices)) == (Status.ANSWERED, ["a"])


def test_an_answer_is_not_said_to_hold_for_ever():
    answer = answer_on(DAY, rule("r", "a", LAND, valid_from=date(2007, 2, 13)))
    assert (answer.valid, answer.known) == ((None, None), (FIRST_EDITION, UNTIL))
    later = answer_on(DAY, rule("r", "a", LAND, valid_from=date(2024, 7, 1)))
    assert later.valid == (date(2024, 7, 1), None)
    ends = answer_on(DAY, rule("r", "a", LAND, valid_to=date(2040, 1, 1)))
    assert ends.valid == (None, None)  # beyond what anybody knows


def test_a_question_asks_nothing_for_an_unknown_day():
    rows = rule("r", "a", ERFURT), rule("q", "b", EISENBERG)
    assert answer_on(DAY, *rows, place=LAND).status is Status.QUESTION
    assert answer_on(date(1985, 1, 1), *rows, place=LAND).status is Status.GAP


def test_a_postal_code_is_known_since_its_municipalities_are():
    rows = (rule("r", "a", LAND),)
    place = Location.postal_code("07607")
    assert answer_on(date(2010, 1, 1), *rows, place=place).known[0] == FIRST_EDITION
    assert answer_on(DAY, *rows, place=place).status is Status.ANSWERED


def test_a_record_whose_first_day_is_not_known_answers_since_it_is_known():
    found = resolver(rule("r", "a", ERFURT, known_since=KNOWN))
    before, since = ask(found, ERFURT, day=date(2020, 4, 30)), ask(found, ERFURT, day=KNOWN)
    assert (before.status, before.known) == (Status.GAP, (KNOWN, None))
    assert (since.status, since.known, since.valid) == (
        *(Status.ANSWERED, (KNOWN, None)),
        (None, None),
    )


def test_the_rule_above_does_not_step_in_where_a_record_is_not_known_yet():
    found = resolver(rule("r", "a", ERFURT, known_since=KNOWN), rule("q", "b", LAND))
    assert ask(found, ERFURT, day=date(2019, 1, 1)).offices == ()
    assert targets(ask(found, EISENBERG, day=date(2019, 1, 1)).offices) == ["b"]


def test_a_known_first_day_needs_no_day_since_which_it_is_known():
    found = resolver(rule("r", "a", ERFURT, valid_from=date(2019, 1, 1)), rule("q", "b", LAND))
    assert targets(ask(found, ERFURT, day=date(2018, 1, 1)).offices) == ["b"]


def test_the_explanation_says_that_the_day_is_not_known():
    found = Resolver(SEEN, book((service(), rule("r", "a", LAND))))
    answer = found.answer("s", ERFURT, date(1985, 1, 1), DAY)
    assert [step.reason for step in found.explain(answer)] == [StepReason.UNKNOWN_DAY]


def test_the_timeline_ends_where_knowledge_does():
    found = resolver(
        rule("r", "a", ERFURT, known_since=KNOWN, valid_to=date(2024, 12, 31)),
        rule("q", "b", ERFURT, valid_from=date(2025, 1, 1)),
    )
    told = timeline(found, ask(found, ERFURT), date(1900, 1, 1), DAY)
    assert [targets(answer.offices) for answer in told.earlier] == [["a"]]


def test_the_ledger_counts_a_gap_where_a_record_is_not_known_yet():
    rules = book((service(), rule("r", "a", LAND, known_since=KNOWN)))
    assert ledger(rules, date(2019, 1, 1)).state("s", ERFURT) is LedgerState.GAP
    assert ledger(rules, DAY).state("s", ERFURT) is LedgerState.ONE


def test_the_gazetteer_tells_since_when_a_land_is_known():
    assert (SEEN.known_since(EISENBERG), SEEN.known_since(BUND)) == (FIRST_EDITION, FIRST_EDITION)
    assert GAZETTEER.known_since(EISENBERG) is None
