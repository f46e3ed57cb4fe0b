"""What pages show of a question for a criterion: its heading, what is offered, and why it is asked again."""

from dataclasses import dataclass

from tlvwa.portal.answers.serializers.entries import QuestionEntry, QuestionOptionEntry
from tlvwa.portal.answers.texts.questions import either_label
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder import addresses
from tlvwa.portal.finder.answer import Answer, Doubt
from tlvwa.portal.finder.criteria import CriterionKind

MOST_STREETS = 10  # that a sentence names; the field suggests all
MEANT = _("Meinten Sie ${streets}?")
DOUBTS = {
    Doubt.SIMILAR: _(
        "So heißt keine der Straßen, für die es eigene Regeln gibt; sie klingt aber ähnlich."
    ),
    Doubt.STREET: _("Wir haben nicht erkannt, welche Straße Sie meinen."),
    Doubt.NUMBER: _("In dieser Straße kommt es auf die Hausnummer an."),
    Doubt.LETTER: _(
        "Diese Angabe passt zu mehreren Buchstaben. Wählen Sie den, unter dem die Stelle den Namen führt; "
        "er steht zum Beispiel so auf einem Bescheid."
    ),
}


@dataclass(frozen=True)
class CriterionQuestion:
    """The question of ``answer``, whose shape is ``entry``; ``given`` is what was typed in reply."""

    entry: QuestionEntry
    answer: Answer
    given: str = ""

    @property
    def title(self) -> str:
        """The heading: the question, or whether a street like the one that was typed is meant."""
        streets = [option["label"] for option in self.entry["options"] if not self._is_rest(option)]
        if self.entry["doubt"] == Doubt.SIMILAR.value and streets:
            return say(MEANT, streets=either_label(streets[:MOST_STREETS]))
        return self.entry["label"]

    @property
    def is_address(self) -> bool:
        """Whether a street is asked for, which is typed."""
        return self.entry["input"] == CriterionKind.ADDRESS.value

    @property
    def doubt(self) -> str:
        """Why the reply that was given does not decide; empty if none was given."""
        return say(DOUBTS[Doubt(self.entry["doubt"])]) if self.entry["doubt"] else ""

    @property
    def has_choices(self) -> bool:
        """Whether the options are shown to choose from; streets are only once one was typed."""
        return not self.is_address or bool(self.entry["doubt"])

    @property
    def streets(self) -> list[str]:
        """The streets that rules name, for the field that they are typed into."""
        split = self.answer.decision.split if self.answer.decision else None
        if split is None or not self.is_address:
            return []
        names = addresses.spellings_of(split.best_axis().texts)
        return sorted(names.values(), key=str.casefold)

    @property
    def named_streets(self) -> str:
        """The same as a text, if they are few."""
        return ", ".join(self.streets) if len(self.streets) <= MOST_STREETS else ""

    def _is_rest(self, option: QuestionOptionEntry) -> bool:
        return option["parameters"][self.entry["name"]] == addresses.ELSEWHERE
