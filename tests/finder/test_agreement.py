"""The resolver agrees with the naive one, and asks sensibly, in thousands of generated worlds."""

import os
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tlvwa.portal.finder.answer import QuestionKind, Status
from tlvwa.portal.finder.records import RecordEffect
from tlvwa.portal.finder.resolver import Resolver

from .generators import worlds

CASES = settings(
    max_examples=int(os.environ.get("FINDER_CASES", "1000")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def told(answer):
    """An answer in the naive resolver's form."""
    found = {"valid": answer.valid, "derived": answer.derived, "status": str(answer.status)}
    if answer.question is not None:
        question = answer.question
        found["asked"] = (str(question.kind), question.name)
        if question.kind is QuestionKind.PLACE:
            found["options"] = sorted(sorted(option.places) for option in question.options)
        return found
    roles = (answer.offices, answer.contact_points, answer.online_services, answer.forms)
    behalf = {one.target: {one.on_behalf_of} for one in (*answer.offices, *answer.refusals)}
    return found | {
        "known": answer.known[0] or date.min,
        "certainty": answer.assurance.level if answer.assurance is not None else None,
        "rules": [sorted(one.target for one in role) for role in roles],
        "refused": sorted(
            one.target if one.record.effect != RecordEffect.NOT_OFFERED else ""
            for one in answer.refusals
        ),
        "behalf": behalf,
    }


def agree(world, place, facts):
    resolver = Resolver(world.gazetteer, world.rulebook)
    service, _, day, today = world.question
    answer = resolver.answer(service, place, day, today, facts)
    expected = world.naive.answer(service, place, day, today, facts)
    found = told(answer)
    for which in (expected, found):
        behalf = which.pop("behalf", {})
        which["behalf"] = {t: b if len(b) == 1 else {None} for t, b in behalf.items()}
    assert found == expected
    return answer


@CASES
@given(worlds(), st.data())
def test_agrees_with_the_naive_resolver_until_nothing_is_asked(world, data):
    place, facts = world.place, dict(world.facts)
    answer = agree(world, place, facts)
    asked = []
    while answer.status is Status.QUESTION:
        assert answer.question.name not in asked, "asked again what was answered"
        asked.append(answer.question.name)
        assert len(answer.question.options) > 1
        option = data.draw(st.sampled_from(answer.question.options))
        if answer.question.kind is QuestionKind.PLACE:
            place = type(place).area(data.draw(st.sampled_from(option.places)))
        else:
            facts |= option.parameters
        answer = agree(world, place, facts)
