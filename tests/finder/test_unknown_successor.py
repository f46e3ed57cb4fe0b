"""A place that has ended, and nobody knows where it went: answered only where its whole district agrees."""

from dataclasses import replace
from datetime import date

import pytest

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import PostalCode, Successor, TextMark
from tlvwa.portal.finder.answer import FallbackKind, Status
from tlvwa.portal.finder.continuation import with_continued_areas
from tlvwa.portal.finder.explanation import StepReason
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.resolver import Resolver
from tlvwa.portal.finder.rulebook import RuleBook, compile_service

from .examples import (
    EISENBERG,
    GAZETTEER,
    GOESEN,
    KREIS,
    LAND,
    VERBAND,
    WHOLE,
    ask,
    rule,
    service,
    targets,
)

END = date(2026, 6, 30)
LEFT = "160740099099"  # a municipality without a Verband in the same district


def lost_goesen(**more) -> Gazetteer:
    """The examples, but Gösen has ended and nobody knows where it went."""
    areas = [
        replace(area, valid_to=END, **more) if area.key == GOESEN else area
        for area in GAZETTEER.areas()
    ]
    left = replace(GAZETTEER.area(EISENBERG), key=LEFT, name="Links")
    codes = [PostalCode("07607", (EISENBERG, GOESEN), (KREIS,), WHOLE)]
    return Gazetteer([*areas, left], postal_codes=codes)


def resolver_of(*rows, gazetteer=None):
    gazetteer = gazetteer or lost_goesen()
    return Resolver(gazetteer, RuleBook([compile_service(service(), rows, gazetteer)]))


def test_where_the_whole_district_agrees_that_is_the_answer():
    found = resolver_of(rule("r", "kreis", KREIS))
    answer = ask(found, GOESEN)
    assert (answer.status, targets(answer.offices)) == (Status.ANSWERED, ["kreis"])
    assert answer.lost == (GOESEN,)
    assert not answer.is_place_lost


def test_where_it_does_not_nobody_is_named():
    found = resolver_of(rule("r", "vg", VERBAND), rule("q", "links", LEFT))
    answer = ask(found, GOESEN)
    assert (answer.status, answer.offices, answer.is_place_lost) == (Status.GAP, (), True)
    assert (answer.fallback.kind, answer.fallback.area) == (FallbackKind.DISTRICT, KREIS)
    (step,) = found.explain(answer)
    assert step.reason is StepReason.UNKNOWN_SUCCESSOR
    assert answer.valid == (date(2026, 7, 1), None)


def test_until_its_end_it_answers_as_ever():
    found = resolver_of(rule("r", "vg", VERBAND), rule("q", "links", LEFT))
    answer = ask(found, GOESEN, day=END)
    assert (answer.status, targets(answer.offices)) == (Status.ANSWERED, ["vg"])
    assert (answer.valid, answer.lost) == ((None, END), ())


def test_a_gap_of_the_whole_district_is_an_ordinary_one():
    found = resolver_of(rule("r", "amt", "16051"))
    answer = ask(found, GOESEN)
    assert (answer.status, answer.is_place_lost) == (Status.GAP, False)
    assert found.explain(answer)[-1].reason is StepReason.NO_RECORDS


def test_no_neighbour_answers_at_its_postal_code():
    found = resolver_of(rule("r", "vg", VERBAND), rule("q", "links", LEFT))
    code = Location.postal_code("07607")
    assert ask(found, code, day=END).status is Status.ANSWERED
    answer = ask(found, code)
    assert (answer.status, answer.lost) == (Status.QUESTION, (GOESEN,))
    assert LEFT in answer.municipalities


def test_a_lost_area_beside_others_is_asked_about():
    gazetteer = lost_goesen()
    areas = [
        replace(area, valid_to=END, successors=(Successor(LEFT), Successor(GOESEN)))
        if area.key == EISENBERG
        else replace(area, valid_to=date(2026, 8, 31))
        if area.key == GOESEN
        else area
        for area in gazetteer.areas()
    ]
    gazetteer = Gazetteer([*areas, replace(gazetteer.area(LEFT), key="160740098098")])
    found = resolver_of(rule("q", "links", LEFT), gazetteer=gazetteer)
    answer = ask(found, EISENBERG)
    assert (answer.status, answer.lost) == (Status.QUESTION, (GOESEN,))
    assert answer.question.options[0].places == (LEFT,)


NEW = "160740018018"  # Eisenberg under another key


def moved(**more) -> Gazetteer:
    seen, later = (date(2025, 8, 31),), (END,)
    areas = []
    for area in GAZETTEER.areas():
        if area.key == EISENBERG:
            area = replace(area, valid_to=seen[0], successors=(Successor(NEW),), seen=seen)
        elif area.key == VERBAND:
            area = replace(
                area, valid_to=seen[0], seen=seen, text_mark=TextMark.ERFUELLENDE_GEMEINDE
            )
        elif area.key == GOESEN:
            area = replace(area, valid_to=seen[0], seen=seen)
        areas.append(area)
    new = replace(GAZETTEER.area(EISENBERG), key=NEW, seen=later)
    return Gazetteer([*areas, replace(new, **more)])


@pytest.mark.parametrize(
    ("areas", "holder_area", "goes_on"),
    [
        ((EISENBERG,), EISENBERG, True),
        ((VERBAND,), EISENBERG, True),  # the erfüllende Gemeinde acted for its Verband
        ((EISENBERG,), KREIS, True),
        ((EISENBERG,), "", True),
        ((EISENBERG,), "160745099", False),  # a Verband that has lost it
        ((EISENBERG,), LAND, True),
        ((GOESEN,), KREIS, False),  # lost
        ((KREIS,), KREIS, False),  # has not ended
        ((EISENBERG, NEW), EISENBERG, False),  # named already
        (("999999999999",), "", False),
    ],
)
def test_an_office_keeps_a_place_that_has_another_key(areas, holder_area, goes_on):
    record, _areas = rule("r", "amt", holder_area=holder_area)
    expected = (*areas, NEW) if goes_on else areas
    assert with_continued_areas(moved(), record, areas) == expected


def test_what_a_reform_of_the_site_made_has_the_records_it_gave():
    record, areas = rule("r", "amt", EISENBERG, holder_area=EISENBERG)
    assert with_continued_areas(moved(seen=()), record, areas) == areas
