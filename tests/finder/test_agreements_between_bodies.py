"""Agreements: another body does a task, in the place of the one whose task it is, or for it."""

from datetime import date

import pytest

from tlvwa.portal.finder.answer import Status
from tlvwa.portal.finder.explanation import StepOutcome, StepReason
from tlvwa.portal.finder.records import Agreement

from .examples import (
    APOLDA,
    DAY,
    EISENBERG,
    ERFURT,
    GOESEN,
    KREIS,
    LAND,
    NAME,
    VERBAND,
    ask,
    resolver,
    rule,
    targets,
)

SINCE = date(2025, 2, 1)


def agreement(target, principal, *areas, kind=Agreement.DELEGATING, id="v", **more):
    """The agreement by which ``target`` does the task of ``principal``."""
    return rule(id, target, *areas, agreement=kind, principal=principal, **more)


def reasons(found, answer):
    return {
        step.record.id: (step.outcome, step.reason)
        for step in found.explain(answer)
        if step.record is not None
    }


@pytest.mark.parametrize(
    ("of_principal", "of_agreement"),
    [
        (EISENBERG, EISENBERG),  # on the same level
        (EISENBERG, VERBAND),  # the rule of the class stands lower
        (EISENBERG, KREIS),
        (LAND, EISENBERG),
    ],
)
def test_it_stands_above_the_rule_of_the_class(of_principal, of_agreement):
    found = resolver(rule("r", "town", of_principal), agreement("other", "town", of_agreement))
    answer = ask(found, EISENBERG)
    assert (answer.status, targets(answer.offices)) == (Status.ANSWERED, ["other"])
    told = reasons(found, answer)
    assert told["v"] == (StepOutcome.WON, StepReason.AGREEMENT)
    assert told["r"][0] is StepOutcome.LOST


def test_the_explanation_says_that_the_task_was_given_away():
    found = resolver(rule("r", "town", EISENBERG), agreement("other", "town", VERBAND))
    told = reasons(found, ask(found, EISENBERG))
    assert told["r"] == (StepOutcome.LOST, StepReason.GIVEN_AWAY)


def test_elsewhere_the_class_rule_stays():
    found = resolver(rule("r", "district", KREIS), agreement("other", "district", GOESEN))
    assert targets(ask(found, GOESEN).offices) == ["other"]
    assert targets(ask(found, EISENBERG).offices) == ["district"]


def test_a_body_that_is_no_party_keeps_its_own_rule():
    found = resolver(
        rule("r", "district", KREIS),
        rule("q", "town", EISENBERG),
        agreement("association", "district", KREIS),
    )
    assert targets(ask(found, EISENBERG).offices) == ["town"]
    assert targets(ask(found, GOESEN).offices) == ["association"]


def test_it_begins_and_ends_on_its_days():
    found = resolver(
        rule("r", "town", EISENBERG),
        agreement("other", "town", EISENBERG, valid_from=SINCE, valid_to=date(2026, 12, 31)),
    )
    assert targets(ask(found, EISENBERG, day=date(2025, 1, 31)).offices) == ["town"]
    now = ask(found, EISENBERG)
    assert (targets(now.offices), now.valid) == (["other"], (SINCE, date(2026, 12, 31)))
    assert targets(ask(found, EISENBERG, day=date(2027, 1, 1)).offices) == ["town"]


def test_who_is_mandated_acts_on_behalf_of_the_principal():
    town = rule("r", "town", EISENBERG, holder_area=EISENBERG)
    mandate = agreement(
        *("other", "town", EISENBERG), kind=Agreement.MANDATING, principal_area=EISENBERG
    )
    (office,) = ask(resolver(town, mandate), EISENBERG).offices
    assert (office.target, office.on_behalf_of) == ("other", EISENBERG)


def test_to_whom_the_task_moved_acts_for_nobody():
    moved = agreement("other", "town", EISENBERG, principal_area=EISENBERG, holder_area=APOLDA)
    (office,) = ask(resolver(moved), EISENBERG).offices
    assert office.on_behalf_of is None


def test_a_mandate_of_a_district_names_the_district():
    mandate = agreement(
        *("other", "district", GOESEN), kind=Agreement.MANDATING, principal_area=KREIS
    )
    (office,) = ask(resolver(mandate), GOESEN).offices
    assert office.on_behalf_of == KREIS


@pytest.mark.parametrize("area", ["", "16999"])
def test_a_principal_without_a_known_area_is_not_named(area):
    mandate = agreement(
        *("other", "district", GOESEN), kind=Agreement.MANDATING, principal_area=area
    )
    (office,) = ask(resolver(mandate), GOESEN).offices
    assert office.on_behalf_of is None


def test_under_a_criterion_the_principal_keeps_the_rest():
    found = resolver(
        rule("r", "town", EISENBERG),
        agreement("other", "town", EISENBERG, criterion="name", values=("A-K",)),
        criteria=(NAME,),
    )
    assert targets(ask(found, EISENBERG, {"name": "B"}).offices) == ["other"]
    assert targets(ask(found, EISENBERG, {"name": "M"}).offices) == ["town"]


def test_two_agreements_contradict_each_other():
    rows = agreement("x", "town", EISENBERG), agreement("y", "town", EISENBERG, id="w")
    answer = ask(resolver(rule("r", "town", EISENBERG), *rows), EISENBERG)
    assert (answer.status, sorted(targets(answer.offices))) == (Status.CANDIDATES, ["x", "y"])


def test_an_agreement_that_is_not_public_changes_nothing():
    found = resolver(
        rule("r", "town", ERFURT), agreement("other", "town", ERFURT, shown_from=date(2027, 1, 1))
    )
    assert targets(ask(found, ERFURT, today=DAY).offices) == ["town"]
