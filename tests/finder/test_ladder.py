"""spec:ladder, spec:roles, spec:refusal, spec:sphere: the ladder, and for whom an office acts."""

from datetime import date

import pytest

from tlvwa.portal.finder.answer import FallbackKind, Status
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.records import ExpectedCoverage, Role, Sphere

from .examples import (
    DAY,
    EISENBERG,
    ERFURT,
    ERFURT_KREIS,
    GEORGENTHAL,
    GOESEN,
    HERRENHOF,
    KREIS,
    LAND,
    VERBAND,
    ask,
    not_offered,
    referred,
    resolver,
    rule,
    targets,
)


def test_the_lowest_level_that_has_a_record_decides():
    rows = [rule("r1", "land", LAND), rule("r2", "kreis", KREIS), rule("r3", "vg", VERBAND)]
    for number in (1, 2, 3):
        answer = ask(resolver(*rows[:number]), GOESEN)
        assert targets(answer.offices) == [["land", "kreis", "vg"][number - 1]]


def test_levels_of_one_place_are_one_level():
    answer = ask(resolver(rule("r1", "a", ERFURT), rule("r2", "b", ERFURT_KREIS)), ERFURT)
    assert answer.status is Status.CANDIDATES


def test_several_offices_are_candidates_but_one_office_twice_is_not():
    answer = ask(resolver(rule("r1", "a", KREIS), rule("r2", "b", KREIS)), GOESEN)
    assert answer.status is Status.CANDIDATES
    assert targets(answer.offices) == ["a", "b"]
    answer = ask(resolver(rule("r1", "a", KREIS), rule("r2", "a", KREIS)), GOESEN)
    assert answer.status is Status.ANSWERED
    assert targets(answer.offices) == ["a"]


def test_a_rule_and_a_refusal_on_one_level_overlap():
    answer = ask(resolver(rule("r1", "a", KREIS), not_offered("r2", "", KREIS)), GOESEN)
    assert answer.status is Status.CANDIDATES
    assert targets(answer.offices) == ["a"]
    assert [one.record.id for one in answer.refusals] == ["r2"]


def test_a_refusal_below_a_rule_is_the_answer():
    answer = ask(resolver(rule("r1", "a", LAND), not_offered("r2", "", KREIS)), GOESEN)
    assert answer.status is Status.NOT_OFFERED
    assert answer.offices == ()
    answer = ask(resolver(rule("r1", "a", LAND), referred("r2", "b", KREIS)), GOESEN)
    assert answer.status is Status.REFERRED
    assert targets(answer.refusals) == ["b"]


def test_only_records_valid_on_the_day_and_shown_today_count():
    end = date(2026, 12, 31)
    found = resolver(rule("r1", "a", KREIS, valid_to=end), rule("r2", "b", LAND))
    assert targets(ask(found, GOESEN).offices) == ["a"]
    assert targets(ask(found, GOESEN, day=end).offices) == ["a"]
    assert targets(ask(found, GOESEN, day=date(2027, 1, 1)).offices) == ["b"]
    found = resolver(rule("r1", "a", KREIS, shown_from=DAY, shown_to=end), rule("r2", "b", LAND))
    assert targets(ask(found, GOESEN, today=date(2026, 11, 22)).offices) == ["b"]
    assert targets(ask(found, GOESEN).offices) == ["a"]
    assert targets(ask(found, GOESEN, today=end).offices) == ["b"]


def test_roles_are_resolved_each_for_itself():
    found = resolver(
        rule("r1", "office", KREIS),
        rule("r2", "desk", VERBAND, role=Role.CONTACT_POINT),
        rule("r3", "online", LAND, role=Role.ONLINE_SERVICE),
        rule("r4", "form", GOESEN, role=Role.FORM),
        not_offered("r5", "", GOESEN, role=Role.ONLINE_SERVICE),
    )
    answer = ask(found, GOESEN)
    assert targets(answer.offices) == ["office"]
    assert targets(answer.contact_points) == ["desk"]
    assert answer.online_services == ()
    assert targets(answer.forms) == ["form"]
    assert targets(ask(found, EISENBERG).online_services) == ["online"]


def test_a_supervising_authority_is_never_the_answer():
    found = resolver(rule("r1", "tlvwa", GOESEN, supervising=True), rule("r2", "a", LAND))
    answer = ask(found, GOESEN)
    assert targets(answer.offices) == ["a"]
    assert targets(answer.supervising) == ["tlvwa"]


def test_the_bund_answers_only_services_of_federal_coverage():
    answer = ask(resolver(rule("r", "bva", "00"), coverage=ExpectedCoverage.FEDERAL), GOESEN)
    assert targets(answer.offices) == ["bva"]
    answer = ask(resolver(rule("r", "bva", "00")), GOESEN)
    assert answer.status is Status.GAP
    assert (answer.fallback.kind, answer.fallback.authority) == (FallbackKind.FEDERAL, "bva")


def test_a_gap_has_a_way_on():
    answer = ask(resolver(has_fallback=True), GOESEN)
    assert answer.status is Status.GAP
    assert (answer.fallback.kind, answer.fallback.service) == (FallbackKind.SERVICE, "s")
    assert ask(resolver(), Location.postal_code("07607")).fallback == (
        FallbackKind.DISTRICT,
        "",
        "",
        KREIS,
    )
    assert ask(resolver(), ERFURT).fallback.area == ERFURT
    assert ask(resolver(), LAND).fallback.kind is FallbackKind.CENTRAL_NUMBER


@pytest.mark.parametrize(
    ("place", "holder_area", "on", "sphere", "expected"),
    [
        (GOESEN, EISENBERG, VERBAND, Sphere.OWN, GOESEN),  # erfüllende Gemeinde for a member
        (EISENBERG, EISENBERG, VERBAND, Sphere.OWN, None),  # … and for itself
        (GOESEN, VERBAND, VERBAND, Sphere.OWN, GOESEN),  # Verwaltungsgemeinschaft
        (EISENBERG, VERBAND, VERBAND, Sphere.OWN, EISENBERG),
        (GOESEN, EISENBERG, GOESEN, Sphere.OWN, GOESEN),
        (GOESEN, GOESEN, GOESEN, Sphere.OWN, None),
        (GOESEN, EISENBERG, VERBAND, Sphere.TRANSFERRED, None),
        (GOESEN, KREIS, KREIS, Sphere.OWN, None),  # the district acts in its own name
        (GOESEN, "", VERBAND, Sphere.OWN, None),  # nobody knows who the holder is
        (ERFURT, ERFURT_KREIS, ERFURT_KREIS, Sphere.OWN, None),
        (GEORGENTHAL, HERRENHOF, GEORGENTHAL, Sphere.OWN, None),  # its own area went into it
    ],
)
def test_on_behalf_of(place, holder_area, on, sphere, expected):
    row = rule("r", "office", on, holder_area=holder_area, sphere=sphere)
    (office,) = ask(resolver(row), place).offices
    assert office.on_behalf_of == expected
