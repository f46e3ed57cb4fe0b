"""spec:question: asking for what decides, and for nothing else."""

import pytest

from tlvwa.portal.finder.answer import Doubt, QuestionKind, Status
from tlvwa.portal.finder.errors import CriterionError, UnknownFact, UnknownService
from tlvwa.portal.finder.records import Role
from tlvwa.portal.finder.resolver import Resolver

from .examples import (
    ADDRESS,
    GAZETTEER,
    GOESEN,
    KREIS,
    LAND,
    NAME,
    ROAD,
    VERBAND,
    ask,
    book,
    resolver,
    rule,
    service,
    targets,
)


def halves(on=KREIS, **more):
    return (
        rule("r1", "a", on, criterion="name", values=("A-K",), **more),
        rule("r2", "b", on, criterion="name", values=("L-Z",), **more),
    )


def labels(answer):
    return [option.label for option in answer.question.options]


def test_a_criterion_that_decides_is_asked_and_every_option_decides_it():
    found = resolver(*halves(), criteria=(NAME,))
    answer = ask(found, GOESEN)
    assert answer.status is Status.QUESTION
    assert (answer.question.kind, answer.question.name) == (QuestionKind.CRITERION, "name")
    assert labels(answer) == ["A–K", "L–Z"]
    for option, office in zip(answer.question.options, "ab", strict=True):
        assert targets(ask(found, GOESEN, option.parameters).offices) == [office]


def test_a_fact_that_does_not_decide_is_asked_again_more_narrowly():
    rows = (
        rule("r1", "a", KREIS, criterion="name", values=("A-Sch",)),
        rule("r2", "b", KREIS, criterion="name", values=("Sci-Z",)),
    )
    found = resolver(*rows, criteria=(NAME,))
    answer = ask(found, GOESEN, {"name": "S"})
    assert labels(answer) == ["S–Sch", "Sci–Sz"]
    assert targets(ask(found, GOESEN, answer.question.options[1].parameters).offices) == ["b"]
    assert targets(ask(found, GOESEN, {"name": "Schön"}).offices) == ["a"]


def test_nothing_is_asked_if_all_lead_to_the_same():
    rows = (*halves(), rule("r3", "a", LAND))
    found = resolver(rows[0], rows[2], criteria=(NAME,))
    assert targets(ask(found, GOESEN).offices) == ["a"]


def test_completeness_is_judged_over_the_whole_ladder():
    """All roads but federal ones here, the district for the rest."""
    found = resolver(
        rule("r1", "stadt", VERBAND, criterion="road", values=("andere",)),
        rule("r2", "kreis", KREIS),
        criteria=(ROAD,),
    )
    assert labels(ask(found, GOESEN)) == ["Bundesstraße", "andere"]
    assert targets(ask(found, GOESEN, {"road": "Bundesstraße"}).offices) == ["kreis"]
    assert targets(ask(found, GOESEN, {"road": "andere"}).offices) == ["stadt"]


def test_without_values_a_record_is_for_all_the_rest():
    rows = rule("r1", "a", KREIS, criterion="name", values=("A-K",)), rule("r2", "rest", KREIS)
    found = resolver(*rows, criteria=(NAME,))
    assert targets(ask(found, GOESEN, {"name": "Abel"}).offices) == ["a"]
    assert targets(ask(found, GOESEN, {"name": "Zorn"}).offices) == ["rest"]
    assert [option.rest for option in ask(found, GOESEN).question.options] == [False, True]


def test_the_rest_nobody_is_for_is_a_gap_only_once_it_is_known():
    found = resolver(halves()[0], criteria=(NAME,))
    assert ask(found, GOESEN).status is Status.QUESTION
    assert ask(found, GOESEN, {"name": "Z"}).status is Status.GAP


def test_the_question_that_splits_best_is_asked_first():
    rows = (
        rule("r1", "a", VERBAND, criterion="road", values=("Bundesstraße",)),
        rule("r2", "b", KREIS, criterion="name", values=("A-K",)),
        rule("r3", "c", KREIS, criterion="name", values=("L-R",)),
        rule("r4", "a", KREIS),
    )
    for criteria in ((NAME, ROAD), (ROAD, NAME)):  # 5/3 outcomes are left, or 2
        assert ask(resolver(*rows, criteria=criteria), GOESEN).question.name == "name"


def test_of_equals_the_first_of_the_service_is_asked_and_none_twice():
    def four(name, road, target):
        return rule(f"{name}{road}", target, KREIS, criterion="road", values=(road,))

    rows = (
        four("1", "Bundesstraße", "a"),
        rule("2", "b", KREIS, criterion="name", values=("A-K",)),
        rule("3", "c", KREIS),
    )
    for criteria in ((NAME, ROAD), (ROAD, NAME)):
        found, facts, asked = resolver(*rows, criteria=criteria), {}, []
        while (answer := ask(found, GOESEN, facts)).status is Status.QUESTION:
            assert answer.question.name not in asked
            asked.append(answer.question.name)
            facts |= answer.question.options[-1].parameters
        assert asked[0] == criteria[0].name


def test_a_criterion_that_makes_no_difference_is_not_asked():
    """Both questions leave two outcomes, but only one of them matters."""
    rows = (
        rule("r1", "a", KREIS, criterion="road", values=("andere",)),
        rule("r2", "b", KREIS),
        rule("r3", "a", VERBAND, criterion="name", values=("A-K",), supervising=True),
    )
    assert ask(resolver(*rows, criteria=(NAME, ROAD)), GOESEN).question.name == "road"


def test_other_roles_are_asked_for_too():
    rows = rule("r", "office", KREIS), *halves(role=Role.ONLINE_SERVICE)
    found = resolver(*rows, criteria=(NAME,))
    assert ask(found, GOESEN).status is Status.QUESTION
    assert targets(ask(found, GOESEN, {"name": "A"}).online_services) == ["a"]


def test_streets_and_house_numbers():
    found = resolver(
        rule("r1", "a", KREIS, criterion="address", values=("Bahnhofstr. 1-9 odd", "Am Markt")),
        rule("r2", "b", KREIS),
        criteria=(ADDRESS,),
    )
    answer = ask(found, GOESEN)
    assert labels(answer) == ["Am Markt", "Bahnhofstr. 1-9 odd", "*"]
    for facts, office in [
        ({"street": "BAHNHOFSTRASSE", "number": "7b"}, "a"),
        ({"street": "Bahnhofstraße", "number": "8"}, "b"),
        ("am markt 3", "a"),
        ("Waldweg 1", "b"),
        ("*", "b"),
    ]:
        assert targets(ask(found, GOESEN, {"address": facts}).offices) == [office]
    answer = ask(found, GOESEN, {"address": {"street": "Bahnhofstraße"}})
    assert labels(answer) == ["Bahnhofstr. 1-9 odd", "Bahnhofstr. 11- odd; Bahnhofstr. even"]
    assert answer.question.doubt is Doubt.NUMBER
    for option, office in zip(answer.question.options, "ab", strict=True):
        assert targets(ask(found, GOESEN, option.parameters).offices) == [office]


def test_wrong_facts_are_refused_without_repeating_what_is_personal():
    found = resolver(*halves(), criteria=(NAME, ROAD))
    with pytest.raises(UnknownFact, match="'colour'"):
        ask(found, GOESEN, {"colour": "red"})
    bad = [{"road": "Feldweg"}, {"name": "123"}, {"name": "x" * 30_000}, {"name": {"a": "b"}}]
    for facts in bad:
        with pytest.raises(CriterionError) as caught:
            ask(found, GOESEN, facts)
        assert next(iter(facts)) in str(caught.value)
        assert "Feldweg" not in str(caught.value)


def test_facts_do_not_show_in_the_answer():
    found = resolver(*halves(), criteria=(NAME,))
    assert "Geheim" not in repr(ask(found, GOESEN, {"name": "Geheim"}))


def test_a_shared_leika_key_is_a_question():
    key = "99001001001000"
    both = book((service("s1", key), rule("r1", "a", LAND)), (service("s2", key),))
    found = Resolver(GAZETTEER, both)
    answer = ask(found, GOESEN, uid=key)
    assert answer.question.kind is QuestionKind.SERVICE
    assert [option.parameters for option in answer.question.options] == [
        {"service": "s1"},
        {"service": "s2"},
    ]
    assert targets(ask(found, GOESEN, uid="s1").offices) == ["a"]


@pytest.mark.parametrize("name", ["nobody", "99001001001000", ""])
def test_an_unknown_service_is_told_by_type(name):
    with pytest.raises(UnknownService):
        ask(resolver(), GOESEN, uid=name)
