"""The compiled rules: places, defects, swaps that cost one service, equality by value."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlvwa.portal.finder.errors import UnknownService
from tlvwa.portal.finder.rulebook import RuleBook, compile_service

from .examples import (
    DAY,
    ERFURT,
    ERFURT_KREIS,
    GAZETTEER,
    GOESEN,
    KREIS,
    LAND,
    NAME,
    ROAD,
    book,
    rule,
    service,
)

KEY, OTHER = "99001001001000", "99002001001000"


def test_a_record_stands_once_on_each_place():
    record, _ = rule("r", "a")
    rules = compile_service(service(), [(record, (ERFURT, ERFURT_KREIS, KREIS))], GAZETTEER)
    assert rules.records_by_area == {ERFURT: (record,), KREIS: (record,)}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (rule("r", "a", "160745052999"), "unknown area '160745052999'"),
        (rule("r", "a", LAND, criterion="colour", values=("red",)), "no criterion 'colour'"),
        (rule("r", "a", LAND, criterion="road", values=("Feldweg",)), "'Feldweg'"),
        (rule("r", "a", LAND, criterion="name"), "no value"),
        (rule("r", "a", LAND, values=("A-K",)), "values without a criterion"),
    ],
)
def test_what_cannot_be_used_is_reported_and_leaves_the_rest_alone(row, problem):
    good = rule("good", "b", KREIS)
    rules = compile_service(service(criteria=(NAME, ROAD)), [row, good], GAZETTEER)
    (defect,) = rules.defects
    assert defect.record == "r"
    assert problem in defect.problem
    assert rules.records_by_area == {KREIS: (good[0],)}


def test_services_by_key_and_day():
    later = date(2027, 1, 1)
    found = book(
        (service("b", KEY),), (service("a", KEY, OTHER),), (service("c", KEY, shown_from=later),)
    )
    assert found.services_with_key(KEY, DAY) == ("a", "b")
    assert found.services_with_key(KEY, later) == ("a", "b", "c")
    assert found.services_with_key("nothing", DAY) == ()
    assert found.rules("a", DAY).service.uid == "a"
    with pytest.raises(UnknownService):
        found.rules("c", DAY)


def test_a_swap_leaves_the_old_book_as_it_was():
    old = book((service("a", KEY), rule("r", "x", GOESEN)))
    new = old.replace({"a": None})
    assert (list(old.services), list(new.services)) == (["a"], [])
    assert (old.services_with_key(KEY, DAY), new.services_with_key(KEY, DAY)) == (("a",), ())


compiled = st.builds(
    lambda uid, keys, area: compile_service(
        service(uid, *keys), [rule("r" + uid, "a", area)], GAZETTEER
    ),
    st.sampled_from("abc"),
    st.lists(st.sampled_from([KEY, OTHER]), max_size=2),
    st.sampled_from([LAND, KREIS, GOESEN]),
)


@settings(max_examples=200)
@given(
    st.lists(compiled, max_size=3),
    st.lists(st.one_of(compiled, st.sampled_from("abc")), max_size=6),
)
def test_a_book_followed_equals_a_book_rebuilt(first, changes):
    followed, state = RuleBook(first), {rules.service.uid: rules for rules in first}
    for change in changes:
        uid, rules = (change, None) if isinstance(change, str) else (change.service.uid, change)
        followed = followed.replace({uid: rules})
        state[uid] = rules
    rebuilt = RuleBook(rules for rules in state.values() if rules is not None)
    assert followed == rebuilt
    assert followed.services_by_leika_key == rebuilt.services_by_leika_key
