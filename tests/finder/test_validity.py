"""spec:valid-interval: the longest interval in which the answer stays the same."""

from datetime import date

from tlvwa.portal.finder.answer import Status

from .examples import DAY, GOESEN, KREIS, LAND, NAME, ask, resolver, rule

START, END = date(2026, 3, 1), date(2026, 12, 31)
NEXT = date(2027, 1, 1)


def test_an_answer_that_never_changes_is_open_at_both_ends():
    assert ask(resolver(rule("r", "a", KREIS)), GOESEN).valid == (None, None)


def test_an_answer_is_valid_as_long_as_its_record():
    found = resolver(rule("r", "a", KREIS, valid_from=START, valid_to=END), rule("l", "b", LAND))
    assert ask(found, GOESEN).valid == (START, END)
    assert ask(found, GOESEN, day=NEXT).valid == (NEXT, None)
    assert ask(found, GOESEN, day=date(2026, 2, 28)).valid == (None, date(2026, 2, 28))


def test_a_change_of_the_law_that_leaves_the_office_does_not_end_the_answer():
    found = resolver(
        rule("r1", "a", KREIS, valid_to=END),
        rule("r2", "a", KREIS, valid_from=NEXT),
        rule("r3", "b", LAND, valid_from=START),
    )
    assert ask(found, GOESEN).valid == (None, None)


def test_a_gap_and_a_question_have_an_end_as_well():
    found = resolver(rule("r", "a", KREIS, valid_from=NEXT))
    answer = ask(found, GOESEN)
    assert (answer.status, answer.valid) == (Status.GAP, (None, END))
    rows = (
        rule("r1", "a", KREIS, criterion="name", values=("A-K",), valid_to=END),
        rule("r2", "b", KREIS),
    )
    answer = ask(resolver(*rows, criteria=(NAME,)), GOESEN)
    assert (answer.status, answer.valid) == (Status.QUESTION, (None, END))


def test_what_is_not_shown_today_has_no_say():
    found = resolver(
        rule("r1", "a", LAND), rule("r2", "b", KREIS, valid_from=NEXT, shown_from=NEXT)
    )
    assert ask(found, GOESEN).valid == (None, None)
    assert ask(found, GOESEN, today=NEXT).valid == (None, END)


def test_days_at_the_end_of_time_are_open():
    found = resolver(rule("r", "a", LAND, valid_from=date.min, valid_to=date.max))
    assert ask(found, GOESEN, day=DAY).valid == (None, None)
    assert ask(found, GOESEN, day=date.max).valid == (None, None)
    assert ask(found, GOESEN, day=date.min).valid == (None, None)
