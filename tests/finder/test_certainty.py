"""How sure an answer is: checked against a source, unchecked, or with exceptions that are not known."""

from datetime import date

import pytest

from tlvwa.portal.finder.answer import Status
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.records import Certainty, Role

from .examples import (
    APOLDA,
    DAY,
    EISENBERG,
    ERFURT,
    GOESEN,
    KREIS,
    LAND,
    UNCHECKED,
    ask,
    not_offered,
    resolver,
    rule,
)


def level(answer):
    return answer.assurance and answer.assurance.level


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, Certainty.CONFIRMED),
        (UNCHECKED, Certainty.UNCONFIRMED),
        ({"checked_against": ""}, Certainty.UNCONFIRMED),
        ({"confirmed_on": None}, Certainty.UNCONFIRMED),
        ({"exceptions_possible": True}, Certainty.EXCEPTIONS_POSSIBLE),
        (UNCHECKED | {"exceptions_possible": True}, Certainty.EXCEPTIONS_POSSIBLE),
        ({"known_exceptions": "Gotha"}, Certainty.CONFIRMED),
    ],
)
def test_the_certainty_of_one_record(more, expected):
    answer = ask(resolver(rule("r", "a", ERFURT, **more)), ERFURT)
    assert (answer.status, level(answer)) == (Status.ANSWERED, expected)


def test_a_refusal_is_as_sure_as_its_record():
    assert level(ask(resolver(not_offered("r", "a", ERFURT)), ERFURT)) is Certainty.CONFIRMED
    unchecked = not_offered("r", "a", ERFURT, **UNCHECKED)
    assert level(ask(resolver(unchecked), ERFURT)) is Certainty.UNCONFIRMED


def test_a_gap_and_a_question_are_not_sure_of_anything():
    only = resolver(rule("r", "a", GOESEN), rule("q", "b", EISENBERG))
    assert ask(only, APOLDA).assurance is None
    question = ask(only, KREIS)
    assert (question.status, question.assurance) == (Status.QUESTION, None)


def test_of_records_that_say_the_same_the_surest_counts():
    rows = rule("r", "a", ERFURT, **UNCHECKED), rule("q", "a", ERFURT)
    answer = ask(resolver(*rows), ERFURT)
    assert (level(answer), answer.assurance.record.id) == (Certainty.CONFIRMED, "q")


def test_of_several_offices_the_least_sure_counts():
    rows = rule("r", "a", ERFURT, **UNCHECKED), rule("q", "b", ERFURT)
    answer = ask(resolver(*rows), ERFURT)
    assert (answer.status, level(answer)) == (Status.CANDIDATES, Certainty.UNCONFIRMED)


def test_of_several_municipalities_the_least_sure_counts():
    rows = rule("r", "a", EISENBERG), rule("q", "a", GOESEN, exceptions_possible=True)
    answer = ask(resolver(*rows), KREIS)
    assert (answer.status, level(answer)) == (Status.ANSWERED, Certainty.EXCEPTIONS_POSSIBLE)


def test_only_the_office_counts_not_what_stands_beside_it():
    rows = rule("r", "a", ERFURT), rule("q", "b", ERFURT, role=Role.CONTACT_POINT, **UNCHECKED)
    assert level(ask(resolver(*rows), ERFURT)) is Certainty.CONFIRMED


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([rule("r", "a", LAND)], LedgerState.ONE),
        ([rule("r", "a", LAND, **UNCHECKED)], LedgerState.ONE_UNCONFIRMED),
        ([rule("r", "a", LAND, exceptions_possible=True)], LedgerState.ONE_UNCONFIRMED),
        ([not_offered("r", "a", LAND, **UNCHECKED)], LedgerState.NOT_OFFERED),
        ([rule("r", "a", LAND, **UNCHECKED), rule("q", "b", LAND)], LedgerState.OVERLAP),
    ],
)
def test_the_ledger_counts_what_is_not_confirmed_apart(rows, expected):
    decision = resolver(*rows).kernel.decide("s", ERFURT, DAY, DAY)
    assert decision.state is expected


def test_when_it_was_checked_does_not_change_the_answer():
    older = ask(resolver(rule("r", "a", LAND, confirmed_on=date(2020, 1, 1))), LAND)
    assert older.status is Status.ANSWERED  # asked for the whole Land: nobody asks for the place
    assert level(older) is Certainty.CONFIRMED
