"""spec:derived: a parent service answers only where the service itself has nothing, as a hint."""

from datetime import date

import pytest

from tlvwa.portal.finder import leika
from tlvwa.portal.finder.answer import Status
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.records import ExpectedCoverage, Role
from tlvwa.portal.finder.resolver import Resolver

from .examples import (
    DAY,
    GAZETTEER,
    GOESEN,
    KREIS,
    LAND,
    NAME,
    ROAD,
    VERBAND,
    ask,
    book,
    not_offered,
    rule,
    service,
    targets,
)

DETAIL, VERRICHTUNG, OBJEKT = "99001001001001", "99001001001000", "99001001000000"


def resolve(*services):
    return Resolver(GAZETTEER, book(*services))


def test_the_keys_above_a_key():
    assert leika.ancestors(DETAIL) == (VERRICHTUNG, OBJEKT)
    assert leika.ancestors(VERRICHTUNG) == (OBJEKT,)
    assert leika.ancestors(OBJEKT) == ()
    assert leika.ancestors("12") == ()


@pytest.mark.parametrize("above", [VERRICHTUNG, OBJEKT])
def test_the_leika_parent_answers_marked_as_derived(above):
    found = resolve((service("s", DETAIL),), (service("p", above), rule("r", "a", LAND)))
    answer = ask(found, GOESEN)
    assert (answer.status, answer.derived) == (Status.ANSWERED, True)
    assert targets(answer.offices) == ["a"]
    assert found.explain(answer)[0].service == "p"


def test_anything_of_the_service_itself_comes_first():
    parent = (service("p", OBJEKT), rule("r", "a", GOESEN))
    for own in (rule("o", "own", LAND), not_offered("o", "", LAND)):
        answer = ask(resolve((service("s", DETAIL), own), parent), GOESEN)
        assert not answer.derived
        assert targets(answer.offices) in (["own"], [])
        assert answer.status in (Status.ANSWERED, Status.NOT_OFFERED)


def test_each_role_derives_for_itself():
    found = resolve(
        (service("s", DETAIL), rule("o", "own", LAND)),
        (service("p", OBJEKT), rule("r", "a", GOESEN), rule("f", "form", LAND, role=Role.FORM)),
    )
    answer = ask(found, GOESEN)
    assert not answer.derived
    assert targets(answer.offices) == ["own"]
    assert [(one.target, one.derived) for one in answer.forms] == [("form", True)]


def test_a_named_parent_goes_before_the_key_if_it_shows():
    later = date(2027, 1, 1)
    for shown_from, office in ((None, "named"), (later, "by key")):
        found = resolve(
            (service("s", DETAIL, parent="n"),),
            (service("n", shown_from=shown_from), rule("r1", "named", LAND)),
            (service("p", OBJEKT), rule("r2", "by key", LAND)),
        )
        assert targets(ask(found, GOESEN).offices) == [office]


def test_parents_in_a_circle_end():
    found = resolve((service("s", parent="p"),), (service("p", parent="s"),))
    assert ask(found, GOESEN).status is Status.GAP


def test_parents_that_share_a_key_are_all_heard():
    found = resolve(
        (service("s", DETAIL),),
        (service("p1", OBJEKT), rule("r1", "a", KREIS)),
        (service("p2", OBJEKT), rule("r2", "b", LAND)),
    )
    assert ask(found, GOESEN).status is Status.CANDIDATES


def test_the_parents_coverage_tells_whether_the_bund_answers_for_it():
    found = resolve(
        (service("s", DETAIL),),
        (service("p", OBJEKT, coverage=ExpectedCoverage.FEDERAL), rule("r", "bund", "00")),
    )
    assert targets(ask(found, GOESEN).offices) == ["bund"]


def test_a_criterion_of_the_same_name_but_another_kind_does_not_loop():
    other = ROAD.__class__("name", "Art", ROAD.kind, ("x", "y"))
    found = resolve(
        (
            service("s", DETAIL, criteria=(NAME,)),
            rule("o", "own", KREIS, criterion="name", values=("A-K",)),
        ),
        (
            service("p", OBJEKT, criteria=(other,)),
            rule("r", "a", LAND, criterion="name", values=("x",)),
        ),
    )
    answer = ask(found, GOESEN)
    assert [option.label for option in answer.question.options] == ["A–K", "L–Z"]
    assert ask(found, GOESEN, {"name": "Zorn"}).status is Status.GAP


def test_derived_is_never_counted_as_proven():
    found = resolve((service("s", DETAIL),), (service("p", OBJEKT), rule("r", "a", VERBAND)))
    assert found.kernel.decide("s", GOESEN, DAY, DAY).state is LedgerState.DERIVED
