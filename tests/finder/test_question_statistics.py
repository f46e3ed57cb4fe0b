"""Counting questions, against asking one after the other."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given

from tlvwa.portal.finder.answer import QuestionKind, Status
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.question_statistics import count_questions, mean, percentile
from tlvwa.portal.finder.resolver import Resolver

from .examples import (
    APOLDA,
    DAY,
    EISENBERG,
    GAZETTEER,
    GOESEN,
    KREIS,
    LAND,
    NAME,
    VERBAND,
    book,
    rule,
    service,
)
from .generators import CODES, worlds
from .test_agreement import CASES


def asked(*rows, code="07607", **more):
    kernel = Kernel(book((service(**more), *rows)), GAZETTEER)
    (only,) = count_questions(kernel, ["s"], [code], DAY, DAY)
    return only.questions, only.questions_always_asking


def test_a_shared_code_asks_only_where_the_answer_differs():
    assert asked(rule("r", "a", KREIS)) == (0, 1)
    assert asked(rule("r", "a", VERBAND)) == (0, 1)
    assert asked(rule("r", "a", EISENBERG), rule("q", "b", GOESEN)) == (1, 1)


def test_a_code_of_one_municipality_never_asks():
    assert asked(rule("r", "a", LAND), code="99510")[0] == 0


def test_a_code_that_may_mean_more_asks_where_they_differ():
    assert asked(rule("r", "a", APOLDA), rule("q", "b", KREIS), code="99510") == (1, 1)


def test_criteria_count_for_both():
    halves = {"criterion": "name", "values": ("A-K",)}, {"criterion": "name", "values": ("L-Z",)}
    rows = [rule(name, name, KREIS, **half) for name, half in zip("ab", halves, strict=True)]
    assert asked(*rows, criteria=(NAME,)) == (1, 2)


def test_mean_and_percentile():
    counts = Counter({0: 90, 1: 6, 3: 4})
    assert mean(counts) == pytest.approx(0.18)
    assert (percentile(counts), percentile(counts, 0.5), percentile(Counter())) == (1, 0, 0)


def longest(resolver, uid, place, day, today, facts):
    """The most questions that can come, by replying in every possible way."""
    answer = resolver.answer(uid, place, day, today, facts)
    if answer.status is not Status.QUESTION:
        return 0
    ways = []
    for option in answer.question.options:
        if answer.question.kind is QuestionKind.PLACE:
            ways += [(Location.area(key), facts) for key in option.places]
        else:
            ways.append((place, facts | dict(option.parameters)))
    return 1 + max(longest(resolver, uid, there, day, today, known) for there, known in ways)


@CASES
@given(worlds())
def test_it_is_what_people_are_asked(world):
    resolver = Resolver(world.gazetteer, world.rulebook)
    uids = [
        uid for uid, its in world.rulebook.services.items() if its.service.shown_on(world.today)
    ]
    found = count_questions(resolver.kernel, uids, CODES, world.day, world.today)
    ours = {(one.service, one.code): one.questions for one in found}
    assert ours == {
        (uid, code): longest(resolver, uid, Location.postal_code(code), world.day, world.today, {})
        for uid, code in product(uids, CODES)
    }
