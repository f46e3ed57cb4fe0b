"""spec:location, spec:dissolved: what the place means, and when it has to be asked for."""

from datetime import date

import pytest

from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.finder.answer import QuestionKind, Status
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.records import Sphere

from .examples import (
    ADDRESS,
    APOLDA,
    DAY,
    DINGELSTAEDT,
    EISENBERG,
    ERFURT,
    ERFURT_KREIS,
    GEORGENTHAL,
    GOESEN,
    HERRENHOF,
    KREIS,
    LAND,
    MUEHLHAUSEN,
    RODEBERG,
    SPLIT_DAY,
    VERBAND,
    ask,
    resolver,
    rule,
    targets,
)

BEFORE = date(2023, 6, 1)


def options(answer):
    return [option.places for option in answer.question.options]


def test_one_answer_for_all_a_postal_code_can_mean_is_given_at_once():
    answer = ask(resolver(rule("r", "kreis", KREIS)), Location.postal_code("07607"))
    assert answer.status is Status.ANSWERED
    assert targets(answer.offices) == ["kreis"]
    assert answer.municipalities == (EISENBERG, GOESEN)


def test_the_same_office_by_different_records_is_one_answer():
    found = resolver(rule("r1", "vg", EISENBERG), rule("r2", "vg", GOESEN))
    answer = ask(found, Location.postal_code("07607"))
    assert answer.status is Status.ANSWERED
    assert targets(answer.offices) == ["vg"]


def test_different_answers_are_a_question_and_every_option_decides():
    found = resolver(rule("r1", "a", EISENBERG), rule("r2", "b", GOESEN))
    answer = ask(found, Location.postal_code("07607"))
    assert answer.status is Status.QUESTION
    assert answer.question.kind is QuestionKind.PLACE
    assert options(answer) == [(EISENBERG,), (GOESEN,)]
    for option, office in zip(answer.question.options, ("a", "b"), strict=True):
        assert targets(ask(found, option.parameters["area"]).offices) == [office]


def test_one_address_in_one_municipality_is_never_taken_for_the_postal_code():
    """99510 is known for Apolda, but touches a district whose municipalities are not all known."""
    found = resolver(rule("r1", "apolda", APOLDA), rule("r2", "other", KREIS))
    answer = ask(found, Location.postal_code("99510"))
    assert answer.status is Status.QUESTION
    assert options(answer) == [(APOLDA,), (EISENBERG, GOESEN)]  # known municipalities first


def test_the_question_bears_the_place_of_reference():
    rows = rule("r1", "a", EISENBERG), rule("r2", "b", GOESEN)
    found = resolver(*rows, place_of_reference="home")
    assert ask(found, VERBAND).question.label == "home"


@pytest.mark.parametrize("place", [KREIS, VERBAND, LAND, "00"])
def test_a_larger_area_is_all_its_municipalities(place):
    found = resolver(rule("r1", "a", EISENBERG), rule("r2", "b", LAND))
    answer = ask(found, place)
    assert answer.status is Status.QUESTION
    assert (EISENBERG,) in options(answer)
    assert ask(resolver(rule("r", "a", LAND)), place).status is Status.ANSWERED


def test_a_kreisfreie_stadt_is_one_place_under_two_keys():
    for on in (ERFURT, ERFURT_KREIS):
        for place in (ERFURT, ERFURT_KREIS):
            assert targets(ask(resolver(rule("r", "stadt", on)), place).offices) == ["stadt"]


def test_a_dissolved_municipality_is_answered_through_its_successor():
    found = resolver(rule("r1", "old", HERRENHOF), rule("r2", "new", GEORGENTHAL))
    assert targets(ask(found, HERRENHOF).offices) == ["new"]
    assert targets(ask(found, HERRENHOF, day=BEFORE).offices) == ["old"]


def test_a_split_municipality_is_a_question_if_it_matters():
    found = resolver(rule("r1", "d", DINGELSTAEDT), rule("r2", "m", MUEHLHAUSEN))
    assert options(ask(found, RODEBERG)) == [(DINGELSTAEDT,), (MUEHLHAUSEN,)]
    assert targets(ask(resolver(rule("r", "a", LAND)), RODEBERG).offices) == ["a"]


def test_the_answer_through_a_successor_is_valid_from_the_merger():
    found = resolver(rule("r1", "old", HERRENHOF), rule("r2", "new", GEORGENTHAL))
    assert ask(found, HERRENHOF).valid == (SPLIT_DAY, None)
    assert ask(found, HERRENHOF, day=BEFORE).valid == (None, date(2023, 12, 31))
    assert ask(found, GEORGENTHAL).valid == (None, None)


@pytest.mark.parametrize("holder_area", [EISENBERG, VERBAND])
def test_on_behalf_of_a_postal_code_only_if_it_is_the_same_everywhere(holder_area):
    row = rule("r", "office", VERBAND, holder_area=holder_area, sphere=Sphere.OWN)
    (office,) = ask(resolver(row), Location.postal_code("07607")).offices
    assert office.on_behalf_of is None


def test_unknown_places_are_told_by_type():
    found = resolver(rule("r", "a", LAND))
    with pytest.raises(UnknownArea):
        ask(found, "160745052999")
    with pytest.raises(UnknownArea):
        ask(found, Location.postal_code("99999"))
    with pytest.raises(MalformedKey):
        found.answer("s", Location.postal_code("1"), DAY, DAY)


def test_places_with_the_same_answers_to_all_facts_are_not_told_apart():
    """Cut into other values, the rules of the two still say the same for every address."""
    market, ring = {"values": ("Am Markt",)}, {"values": ("Ring 1-9",)}
    found = resolver(
        rule("r1", "a", EISENBERG, criterion="address", **market),
        rule("r2", "b", EISENBERG, criterion="address", **ring),
        rule("r3", "b", EISENBERG),
        rule("r4", "a", GOESEN, criterion="address", **market),
        rule("r5", "b", GOESEN),
        criteria=(ADDRESS,),
    )
    answer = ask(found, Location.postal_code("07607"))
    assert answer.question.kind is QuestionKind.CRITERION
    answer = ask(found, Location.postal_code("07607"), {"address": "Ring 3"})
    assert targets(answer.offices) == ["b"]
