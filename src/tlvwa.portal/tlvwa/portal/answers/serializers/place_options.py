"""The options of a question for the place: municipalities with one answer, their villages, who answers."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tlvwa.portal.answers.serializers.entries import LocalityEntry, QuestionOptionEntry
from tlvwa.portal.answers.serializers.places import area_reference
from tlvwa.portal.answers.texts.questions import places_label
from tlvwa.portal.areas.lookup.localities import localities_of_code
from tlvwa.portal.finder.answer import Answer, QuestionOption
from tlvwa.portal.finder.decision import Decision
from tlvwa.portal.finder.locations import LocationKind
from tlvwa.portal.finder.records import RecordEffect
from tlvwa.portal.readmodels.snapshot import Snapshot

if TYPE_CHECKING:
    from tlvwa.portal.answers.serializers.answer import AnswerSerializer

MOST_OFFICES = 3  # that name an option; where facts decide, there may be more


def place_options(
    serializer: "AnswerSerializer", answer: Answer, options: Sequence[QuestionOption]
) -> list[QuestionOptionEntry]:
    """Return the options of a question for the place. See spec:place-question."""
    snapshot = serializer.snapshot
    names = _localities(snapshot, answer, {key for option in options for key in option.places})
    firsts = [option.places[0] for option in options]
    assert answer.service is not None  # a place is asked for only once the service is known
    decisions = snapshot.resolver.kernel.decisions(answer.service, firsts, answer.day, answer.today)
    return [_option(snapshot, option, names, decisions[option.places[0]]) for option in options]


def _option(
    snapshot: Snapshot,
    option: QuestionOption,
    names: Mapping[str, Sequence[str]],
    decision: Decision,
) -> QuestionOptionEntry:
    areas = [snapshot.gazetteer.area(key) for key in option.places]
    localities: list[LocalityEntry] = [
        {"name": name, "key": area.key} for area in areas for name in names.get(area.key, ())
    ]
    return {
        "label": places_label(areas[0].name, len(areas) - 1),
        "parameters": dict(option.parameters),
        "places": [area_reference(area) for area in areas],
        "localities": localities,
        "offices": _offices(snapshot, decision),
    }


def _localities(snapshot: Snapshot, answer: Answer, keys: set[str]) -> Mapping[str, Sequence[str]]:
    """The names of the villages with the postal code asked for, by municipality; of an area, none."""
    if answer.location.kind is not LocationKind.POSTAL_CODE:
        return {}
    return localities_of_code(snapshot.gazetteer, answer.location.code, keys, answer.day)


def _offices(snapshot: Snapshot, decision: Decision) -> list[str]:
    """The titles of the offices that a decision can lead to."""
    records, *_others = decision.verdict.records
    targets = dict.fromkeys(
        record.target
        for record in records
        if record.effect is RecordEffect.RULE and record.target in snapshot.nodes
    )
    return [snapshot.nodes[target].title for target in targets][:MOST_OFFICES]
