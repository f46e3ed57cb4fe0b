"""What a change would do to the ledger, in words and for programs."""

from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from tlvwa.portal.answers.serializers.places import area_reference
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import list_text, period_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.impact.findings import place_findings, record_findings
from tlvwa.portal.readmodels.payloads import ResponsibilityPayload
from tlvwa.portal.readmodels.preview import preview_rules
from tlvwa.portal.readmodels.rules import named_services

SPELT_OUT = 3
MOST_LISTED = 50


class EffectKind(StrEnum):
    """What happens to an answer, worst first."""

    OVERLAP_OPENS = "overlap_opens"
    GAP_OPENS = "gap_opens"
    ANSWER_ENDS = "answer_ends"
    OVERLAP_ENDS = "overlap_ends"
    GAP_CLOSES = "gap_closes"
    ANSWER_BEGINS = "answer_begins"
    ANSWER_CHANGES = "answer_changes"

    @classmethod
    def of(cls, turn):
        """The kind of a turn of ``finder.preview``."""
        if turn.contradicts:
            return cls.OVERLAP_OPENS
        if turn.before is not turn.after:
            for state, kind in _AFTER.items():
                if turn.after is state:
                    return kind
            for state, kind in _BEFORE.items():
                if turn.before is state:
                    return kind
        return cls.ANSWER_CHANGES


_AFTER = {LedgerState.GAP: EffectKind.GAP_OPENS, LedgerState.NOT_EXPECTED: EffectKind.ANSWER_ENDS}
_BEFORE = {
    LedgerState.OVERLAP: EffectKind.OVERLAP_ENDS,
    LedgerState.GAP: EffectKind.GAP_CLOSES,
    LedgerState.NOT_EXPECTED: EffectKind.ANSWER_BEGINS,
}
# One, and several.
SENTENCES = {
    EffectKind.OVERLAP_OPENS: (
        _("Öffnet 1 Überschneidung ${where} ${when}"),
        _("Öffnet ${count} Überschneidungen ${where} ${when}"),
    ),
    EffectKind.GAP_OPENS: (
        _("Öffnet 1 Lücke ${where} ${when}"),
        _("Öffnet ${count} Lücken ${where} ${when}"),
    ),
    EffectKind.ANSWER_ENDS: (
        _("Nimmt 1 Antwort weg, die nicht erwartet wird, ${where} ${when}"),
        _("Nimmt ${count} Antworten weg, die nicht erwartet werden, ${where} ${when}"),
    ),
    EffectKind.OVERLAP_ENDS: (
        _("Beendet 1 Überschneidung ${where} ${when}"),
        _("Beendet ${count} Überschneidungen ${where} ${when}"),
    ),
    EffectKind.GAP_CLOSES: (
        _("Schließt 1 Lücke ${where} ${when}"),
        _("Schließt ${count} Lücken ${where} ${when}"),
    ),
    EffectKind.ANSWER_BEGINS: (
        _("Gibt 1 neue Antwort, die nicht erwartet wird, ${where} ${when}"),
        _("Gibt ${count} neue Antworten, die nicht erwartet werden, ${where} ${when}"),
    ),
    EffectKind.ANSWER_CHANGES: (
        _("Ändert 1 Antwort ${where} ${when}"),
        _("Ändert ${count} Antworten ${where} ${when}"),
    ),
}
WORST_FIRST = list(EffectKind)


class LedgerEffect(NamedTuple):
    """One kind of effect on some services (UIDs) in some municipalities (keys) in one stretch of days."""

    kind: EffectKind
    day: object
    until: object
    services: tuple[str, ...]
    municipalities: tuple[str, ...]
    count: int


class LedgerImpact:
    """The effects of changes to nodes (by UID; ``None`` removes) beside what is committed."""

    def __init__(self, models, changes):
        self.models = models
        self._changed = [node for node in changes.values() if node is not None]
        self._preview = preview_rules(models, changes, today(), setting("land"))

    @cached_property
    def effects(self):
        """All effects: the worst first, then by day."""
        shifts = sorted(self._preview.shifts, key=_stretch)
        found = [_effect(*key, list(each)) for key, each in groupby(shifts, key=_stretch)]
        return sorted(found, key=lambda each: (WORST_FIRST.index(each.kind), each.day))

    @property
    def hidden(self):
        """Whether a record names a service, or lies in an authority, that is not public yet."""
        ruling = self._preview.ruling
        return any(
            node.uid not in ruling.assigned
            or not ruling.rulebook.services.keys() >= {*named_services(node)}
            for node in self._changed
            if isinstance(node.payload, ResponsibilityPayload)
        )

    @property
    def touches(self):
        """Whether any record is new, gone or other than before."""
        return bool(self._preview.differing)

    @property
    def records(self):
        """The records that are new or other than before."""
        assigned = self._preview.ruling.assigned
        return [assigned[uid][0] for uid in self._preview.differing if uid in assigned]

    @property
    def refused(self):
        """The overlaps that would open without a reason and an end that allow them."""
        return [
            each
            for each in self.effects
            if each.kind is EffectKind.OVERLAP_OPENS
            and not any(record.excused_on(each.day) for record in self.records)
        ]

    @property
    def opens_gaps(self):
        """Whether an answer that is expected would be missing."""
        return any(each.kind is EffectKind.GAP_OPENS for each in self.effects)

    @property
    def lines(self):
        """Each effect in a sentence."""
        return [self.sentence(each) for each in self.effects]

    @property
    def notes(self):
        """What is wrong with the criteria of the records concerned, and for which facts offices are
        missing or overlap."""
        found = []
        for record, service in self._pairs():
            found += record_findings(self._title(service), self._service(service), record)
        kernel = Kernel(self._preview.ruling.rulebook, self.models.gazetteer)
        for effect in self.effects:
            if effect.kind in (EffectKind.OVERLAP_OPENS, EffectKind.GAP_OPENS):
                for uid in effect.services:
                    decision = kernel.decide(uid, effect.municipalities[0], effect.day, effect.day)
                    found += place_findings(self._title(uid), decision)
        return list(dict.fromkeys(found))

    def _pairs(self):
        """The records that are new or other than before, each with every service it names."""
        ruling = self._preview.ruling
        for uid in sorted(self._preview.differing & ruling.assigned.keys()):
            for service in ruling.tree.nodes[uid].payload.services:
                if service in ruling.rulebook.services:
                    yield ruling.assigned[uid][0], service

    def _service(self, uid):
        return self._preview.ruling.rulebook.services[uid].service

    def _title(self, uid):
        return self.models.nodes[uid].title

    def sentence(self, effect):
        """One effect: "Schließt 12 Lücken in 12 Gemeinden ab 1. Januar 2027."."""
        one, several = SENTENCES[effect.kind]
        words = say(
            one if effect.count == 1 else several,
            count=effect.count,
            where=self._where(effect),
            when=_when(effect),
        )
        return " ".join(words.split()).replace(" ,", ",") + "."

    def told(self):
        """For programs."""
        gazetteer = self.models.gazetteer
        return {
            "summary": self.lines,
            "notes": self.notes,
            "refused": bool(self.refused),
            "effects": [
                {
                    "kind": each.kind.value,
                    "text": self.sentence(each),
                    "count": each.count,
                    "from": each.day.isoformat(),
                    "until": each.until.isoformat() if each.until else None,
                    "services": list(each.services),
                    "municipalities": [
                        area_reference(gazetteer.area(key))
                        for key in each.municipalities[:MOST_LISTED]
                    ],
                    "municipalities_total": len(each.municipalities),
                }
                for each in self.effects
            ],
        }

    def _where(self, effect):
        names = [self.models.gazetteer.area(key).name for key in effect.municipalities]
        if len(names) <= SPELT_OUT:
            return say(_("in ${places}"), places=list_text(names))
        return say(_("in ${count} Gemeinden"), count=len(names))


def _stretch(shift):
    return EffectKind.of(shift.turn).value, shift.day.isoformat(), str(shift.until or "")


def _effect(kind, _day, _until, shifts):
    keys = {key for shift in shifts for key in shift.municipalities}
    services = {shift.turn.service for shift in shifts}
    return LedgerEffect(
        EffectKind(kind),
        shifts[0].day,
        shifts[0].until,
        tuple(sorted(services)),
        tuple(sorted(keys)),
        sum(len(shift.municipalities) for shift in shifts),
    )


def _when(effect):
    first = None if effect.day <= today() else effect.day
    if first is None and effect.until is None:
        return ""
    return period_text(first, effect.until)
