"""The reason of an answer, to be cited: rules, law, areas, what would change it, and a hash."""

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import version

from tlvwa.portal.answers.queries import finder_query
from tlvwa.portal.answers.serializers.answer import AnswerSerializer, answer_parameters
from tlvwa.portal.answers.serializers.citation import content_hash, ladder
from tlvwa.portal.answers.serializers.entries import (
    AnnouncementEntry,
    ComparedEntry,
    LadderLevelEntry,
    OfficeReference,
    ReasonEntry,
    Reference,
    StepEntry,
)
from tlvwa.portal.answers.serializers.places import area_reference, place_entry
from tlvwa.portal.answers.serializers.questions import criterion_label
from tlvwa.portal.answers.texts.certainty import known_since_text, unknown_day_text
from tlvwa.portal.answers.texts.explanation import why_sentence
from tlvwa.portal.answers.texts.messages import REASONS
from tlvwa.portal.areas.lookup.labels import kind_label
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.common.dates import ONE_DAY
from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import reason_url
from tlvwa.portal.finder.answer import Answer, NamedOffice, Status
from tlvwa.portal.finder.explanation import StepOutcome, StepReason
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.questions import by_answer
from tlvwa.portal.finder.records import Role

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
    """The reason of one answer, over the snapshot of ``serializer``."""

    def __init__(self, serializer: AnswerSerializer, answer: Answer) -> None:
        self._serializer = serializer
        self._snapshot = serializer.snapshot
        self._answer = answer

    def serialize(self, stand: str = "") -> ReasonEntry:
        """Return the whole reason, JSON-ready (the shape of ``@reason``).

        ``stand`` is the hash that somebody cited. A question has no hash and no rules: it has to be
        answered first.
        """
        answer, serializer = self._answer, self._serializer
        is_question = answer.status is Status.QUESTION
        digest = "" if is_question else content_hash(self._snapshot, answer)
        entry = serializer.answer(answer)
        steps = [] if is_question else entry["explanation"]
        return {
            "status": entry["status"],
            "derived": entry["derived"],
            "certainty": entry["certainty"],
            "service": entry["service"],
            "place": entry["place"],
            "date": entry["date"],
            "question": entry["question"],
            "valid": entry["valid"],
            "became": entry["became"],
            "sentence": self.sentence,
            "offices": [] if is_question else self._offices(),
            "refusals": entry["refusals"],
            "won": [step for step in steps if step["outcome"] == StepOutcome.WON],
            "lost": [step for step in steps if step["outcome"] == StepOutcome.LOST.value],
            "areas": [] if is_question else self._areas(steps),
            "supervising": self._supervising(),
            "changes": [] if is_question else self._changes(entry["announcements"]),
            "announcements": entry["announcements"],
            "permalink": reason_url(**answer_parameters(self._snapshot, answer), stand=digest),
            "finder": entry["permalink"],
            "hash": digest or None,
            "compared": _compared(stand, digest),
            "version": version(DISTRIBUTION),
            "journal": entry["journal"],
        }

    @property
    def _service(self) -> str:
        service = self._answer.service
        assert service is not None  # it is None only in the question which service is meant
        return service

    @property
    def sentence(self) -> str:
        """The reason in one plain sentence for people."""
        answer = self._answer
        if answer.status is Status.ANSWERED:
            return why_sentence(self._snapshot, answer)
        if not answer.is_day_known:
            return unknown_day_text(answer)
        if answer.is_place_lost:
            return say(REASONS[StepReason.UNKNOWN_SUCCESSOR])
        titles = [self._snapshot.nodes[office.target].title for office in self._known_offices()]
        parts = {
            "place": place_entry(self._snapshot.gazetteer, answer)["name"],
            "offices": list_text(titles),
            "question": self._question_label(),
        }
        message = SENTENCES[answer.status]
        if answer.status is Status.REFERRED and not titles:
            message = REFERRED_SOMEWHERE
        return say(
            message, **{name: text for name, text in parts.items() if f"${{{name}}}" in message}
        )

    def _question_label(self) -> str:
        entry = self._serializer.question(self._answer)
        return entry["label"] if entry else ""

    def _known_offices(self) -> list[NamedOffice]:
        offices = (*self._answer.offices, *self._answer.refusals)
        return [office for office in offices if office.target in self._snapshot.nodes]

    def _offices(self) -> list[OfficeReference]:
        """Return the responsible offices, and for whom they act."""
        return [self._serializer.office_reference(office) for office in self._answer.offices]

    def _supervising(self) -> list[Reference]:
        nodes = self._snapshot.nodes
        return [
            self._serializer.reference(nodes[office.target])
            for office in self._answer.supervising
            if office.target in nodes
        ]

    def _areas(self, steps: Sequence[StepEntry]) -> list[LadderLevelEntry]:
        """Return the ladder, lowest level first, and whether the deciding rule is on each level."""
        deciding = {
            step["area"]["key"]
            for step in steps
            if step["area"]
            and step["role"] == Role.RESPONSIBLE
            and step["outcome"] == StepOutcome.WON
        }
        areas = map(self._snapshot.gazetteer.area, ladder(self._snapshot, self._answer))
        return [
            {
                **area_reference(area),
                "label": say(kind_label(self._snapshot.gazetteer, area)),
                "decides": area.key in deciding,
            }
            for area in areas
        ]

    def _changes(self, announcements: Sequence[AnnouncementEntry]) -> list[str]:
        """Return a sentence each for what would change the answer: another place, fact or day."""
        return [self._other_place(), *self._other_facts(), *self._other_days(announcements)]

    def _other_place(self) -> str:
        """Return a sentence with the largest area around the place that has the same answer everywhere."""
        answer, gazetteer = self._answer, self._snapshot.gazetteer
        same = None
        for key in ladder(self._snapshot, answer)[
            :-1
        ]:  # without the Bund: nobody asks beyond the Land
            if not self._is_same_in(key):
                break
            same = gazetteer.area(key)
        if same is None or same.level is AreaLevel.GEMEINDE:
            return say(ELSEWHERE)
        return say(SAME_IN_ALL if same.level is AreaLevel.LAND else SAME_WITHIN, area=same.name)

    def _is_same_in(self, area: str) -> bool:
        answer, resolver = self._answer, self._snapshot.resolver
        municipalities = resolver.place_resolver.municipalities(Location.area(area), answer.day)
        regions = resolver.read_facts(self._service, answer.today, answer.facts)
        decisions = resolver.kernel.decisions(
            self._service, municipalities, answer.day, answer.today, regions
        )
        return len(by_answer(decisions)) == 1

    def _other_facts(self) -> Iterator[str]:
        """Yield a sentence for each fact without which there would be a question."""
        answer, service = self._answer, self._service
        for name in finder_query.shareable_facts(self._snapshot, service, answer.facts):
            others = {fact: value for fact, value in answer.facts.items() if fact != name}
            without = finder_query.answer_query(
                self._snapshot, service, answer.location, answer.day, others
            )
            if without.status is Status.QUESTION:
                label = criterion_label(self._snapshot, service, name)
                yield say(ANOTHER_FACT, question=label)

    def _other_days(self, announcements: Sequence[AnnouncementEntry]) -> list[str]:
        """Return the announcements, and a sentence for each end of the valid interval without one."""
        if not self._answer.is_day_known:
            return []
        first, last = self._answer.valid
        sentences = [announcement["text"] for announcement in announcements]
        if first is not None and not any(
            _ends_before(announcement, first) for announcement in announcements
        ):
            sentences.insert(0, say(UNTIL_DAY, day=day_text(first - ONE_DAY)))
        if last is not None and not any(
            _begins_after(announcement, last) for announcement in announcements
        ):
            sentences.append(say(FROM_DAY, day=day_text(last + ONE_DAY)))
        if first is None and self._answer.known[0] is not None:
            sentences.append(known_since_text(self._answer.known[0]))
        return sentences or [say(NO_OTHER_DAY)]


def _ends_before(announcement: AnnouncementEntry, day: date) -> bool:
    return announcement["until"] == (day - ONE_DAY).isoformat()


def _begins_after(announcement: AnnouncementEntry, day: date) -> bool:
    return announcement["from"] == (day + ONE_DAY).isoformat()


def _compared(stand: str, digest: str) -> ComparedEntry | None:
    """Return whether the cited hash is still the same; ``None`` if none was cited."""
    return {"stand": stand, "same": stand == digest} if stand else None
