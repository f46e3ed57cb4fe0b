"""The reason of an answer, to be cited: rule, law, areas, what lost, what would change it, and a hash."""

from importlib.metadata import version

from tlvwa.portal.answers.queries import finder_query
from tlvwa.portal.answers.serializers.answer import answer_parameters
from tlvwa.portal.answers.serializers.citation import content_hash, ladder
from tlvwa.portal.answers.serializers.places import area_reference, place_entry
from tlvwa.portal.answers.serializers.questions import criterion_label
from tlvwa.portal.answers.texts.explanation import why_sentence
from tlvwa.portal.areas.lookup.labels import kind_label
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import reason_url
from tlvwa.portal.finder.answer import Status
from tlvwa.portal.finder.explanation import StepOutcome
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.questions import by_answer
from tlvwa.portal.finder.validity import ONE_DAY

DISTRIBUTION = "tlvwa.portal"
SENTENCES = {
    Status.CANDIDATES: _("Für ${place} kommen mehrere Stellen in Betracht: ${offices}."),
    Status.NOT_OFFERED: _("In ${place} wird diese Leistung nicht angeboten."),
    Status.REFERRED: _("Für ${place} ist eine andere Stelle da: ${offices}."),
    Status.GAP: _("Für ${place} ist keine zuständige Stelle eingetragen."),
    Status.QUESTION: _("Wer zuständig ist, hängt noch von einer Angabe ab: ${question}"),
}
REFERRED_SOMEWHERE = _("Für ${place} ist eine andere Stelle da.")
SAME_IN_ALL = _("Ein anderer Ort ändert nichts: Die Antwort ist in ganz ${area} dieselbe.")
SAME_WITHIN = _(
    "Eine andere Gemeinde: Im Gebiet ${area} ist die Antwort überall dieselbe, außerhalb kann sie "
    "eine andere sein."
)
ELSEWHERE = _("Eine andere Gemeinde: Schon in der nächsten kann die Antwort eine andere sein.")
ANOTHER_FACT = _(
    "Eine andere Angabe: Von der Antwort auf „${question}“ hängt ab, wer zuständig ist."
)
FROM_DAY = _("Ein anderer Tag: Ab ${day} ist die Antwort nach heutigem Stand eine andere.")
UNTIL_DAY = _("Ein anderer Tag: Bis ${day} war die Antwort eine andere.")
NO_OTHER_DAY = _("Ein anderer Tag ändert nach heutigem Stand nichts.")


class CitableReason:
    """The reason of one answer, over one snapshot; ``presenter`` presents what is named in it."""

    def __init__(self, presenter, answer):
        self._presenter = presenter
        self._models = presenter.models
        self._answer = answer

    def told(self, stand=""):
        """The whole, JSON-ready (the shape of ``@reason``); ``stand`` is the hash somebody cited.

        A question has no hash and no rules: it is to be answered first.
        """
        answer, presenter = self._answer, self._presenter
        asks = answer.status is Status.QUESTION
        digest = "" if asks else content_hash(self._models, answer)
        presented = presenter.answer(answer)
        steps = [] if asks else presented["explanation"]
        kept = ("status", "derived", "service", "place", "date", "question", "valid", "became")
        return {name: presented[name] for name in kept} | {
            "sentence": self.sentence,
            "offices": [] if asks else self._named(),
            "refusals": presented["refusals"],
            "won": [step for step in steps if step["outcome"] == StepOutcome.WON.value],
            "lost": [step for step in steps if step["outcome"] == StepOutcome.LOST.value],
            "areas": [] if asks else self._areas(steps),
            "supervising": self._supervising(),
            "changes": [] if asks else self._changes(presented["announcements"]),
            "announcements": presented["announcements"],
            "permalink": reason_url(**answer_parameters(self._models, answer), stand=digest),
            "finder": presented["permalink"],
            "hash": digest or None,
            "compared": _compared(stand, digest),
            "version": version(DISTRIBUTION),
            "journal": presented["journal"],
        }

    @property
    def sentence(self):
        """The reason in one plain sentence for people."""
        answer = self._answer
        if answer.status is Status.ANSWERED:
            return why_sentence(self._models, answer)
        titles = [self._models.nodes[one.target].title for one in self._outcomes()]
        parts = {
            "place": place_entry(self._models.gazetteer, answer)["name"],
            "offices": list_text(titles),
            "question": self._asked(),
        }
        message = SENTENCES[answer.status]
        if answer.status is Status.REFERRED and not titles:
            message = REFERRED_SOMEWHERE
        return say(
            message, **{name: text for name, text in parts.items() if f"${{{name}}}" in message}
        )

    def _asked(self):
        entry = self._presenter.question(self._answer)
        return entry["label"] if entry else ""

    def _outcomes(self):
        found = (*self._answer.offices, *self._answer.refusals)
        return [outcome for outcome in found if outcome.target in self._models.nodes]

    def _named(self):
        """The offices responsible, and for whom they act."""
        return [self._presenter.named(outcome) for outcome in self._answer.offices]

    def _supervising(self):
        nodes = self._models.nodes
        return [
            self._presenter.reference(nodes[outcome.target])
            for outcome in self._answer.supervising
            if outcome.target in nodes
        ]

    def _areas(self, steps):
        """The ladder of areas, lowest first; of each whether the rule that decides stands on it."""
        deciding = {
            step["area"]["key"]
            for step in steps
            if step["area"] and step["role"] == "01" and step["outcome"] == StepOutcome.WON.value
        }
        areas = map(self._models.gazetteer.area, ladder(self._models, self._answer))
        return [
            area_reference(area)
            | {
                "label": say(kind_label(self._models.gazetteer, area)),
                "decides": area.key in deciding,
            }
            for area in areas
        ]

    def _changes(self, announced):
        """What would change the answer: another place, another reply, another day; a sentence each."""
        return [self._other_place(), *self._other_facts(), *self._other_days(announced)]

    def _other_place(self):
        """The largest area around the place in which the answer is the same everywhere."""
        answer, gazetteer = self._answer, self._models.gazetteer
        same = None
        for rung in ladder(self._models, answer)[:-1]:  # beyond the Land nobody is asked
            if not self._same_in(rung):
                break
            same = gazetteer.area(rung)
        if same is None or same.kind is AreaLevel.GEMEINDE:
            return say(ELSEWHERE)
        return say(SAME_IN_ALL if same.kind is AreaLevel.LAND else SAME_WITHIN, area=same.name)

    def _same_in(self, area):
        answer, resolver = self._answer, self._models.resolver
        municipalities = resolver.ground.municipalities(Location.area(area), answer.day)
        regions = resolver.read_facts(answer.service, answer.today, answer.facts)
        decisions = resolver.kernel.decisions(
            answer.service, municipalities, answer.day, answer.today, regions
        )
        return len(by_answer(decisions)) == 1

    def _other_facts(self):
        """The replies without which it would be a question: another one may change the answer."""
        answer = self._answer
        for name in finder_query.shareable(self._models, answer.service, answer.facts):
            others = {each: value for each, value in answer.facts.items() if each != name}
            without = finder_query.ask(
                self._models, answer.service, answer.place, answer.day, others
            )
            if without.status is Status.QUESTION:
                label = criterion_label(self._models, answer.service, name)
                yield say(ANOTHER_FACT, question=label)

    def _other_days(self, announced):
        """What is announced of other days; beyond what is announced only that it is another answer."""
        first, last = self._answer.valid
        found = [each["text"] for each in announced]
        if first is not None and not any(_ends_before(each, first) for each in announced):
            found.insert(0, say(UNTIL_DAY, day=day_text(first - ONE_DAY)))
        if last is not None and not any(_begins_after(each, last) for each in announced):
            found.append(say(FROM_DAY, day=day_text(last + ONE_DAY)))
        return found or [say(NO_OTHER_DAY)]


def _ends_before(announcement, day):
    return announcement["until"] == (day - ONE_DAY).isoformat()


def _begins_after(announcement, day):
    return announcement["from"] == (day + ONE_DAY).isoformat()


def _compared(stand, digest):
    """Whether what was cited is still the same; ``None`` where nothing was."""
    return {"stand": stand, "same": stand == digest} if stand else None
