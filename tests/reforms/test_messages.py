"""Every code of a plan's problem and of an area's change has words."""

from datetime import date

import pytest

from tlvwa.portal.areas.area_changes import AreaChange, AreaChangeKind
from tlvwa.portal.areas.reforms.problems import PlanProblem, PlanProblemCode
from tlvwa.portal.reforms.messages import area_change_text, problem_text

DAY = date(2027, 1, 1)
KEY = "160745001001"


@pytest.mark.parametrize("code", PlanProblemCode)
def test_a_problem_has_words_without_an_empty_slot(code):
    text = problem_text(PlanProblem(code, KEY, "Adorf", ("16077",), DAY, 2, step=3))
    assert text.startswith("Schritt 3: ")
    assert "$" not in text
    assert code is PlanProblemCode.NO_STEP or len(text) > len("Schritt 3: ") + 10


@pytest.mark.parametrize("kind", AreaChangeKind)
def test_a_change_of_an_area_has_words_without_an_empty_slot(kind):
    text = area_change_text(AreaChange(kind, KEY, "Adorf", DAY, other="160745001077"))
    assert text.startswith(f"Adorf ({KEY}) ")
    assert "$" not in text


def test_what_is_inferred_says_so():
    opened = AreaChange(AreaChangeKind.OPENED, KEY, "Adorf", DAY, inferred=True)
    assert area_change_text(opened) == f"Adorf ({KEY}) besteht ab 1. Januar 2027 (Tag erschlossen)"
    linked = AreaChange(AreaChangeKind.LINKED, KEY, "Adorf", other="x", certain=False)
    assert area_change_text(linked) == f"Adorf ({KEY}) geht auf in x (vermutet)"


def test_the_problem_of_the_whole_plan_names_no_step():
    assert (
        problem_text(PlanProblem(PlanProblemCode.NO_STEP)) == "Die Reform hat noch keinen Schritt."
    )
