"""The impact of a change on the ledger: its effects, as sentences and for programs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from tlvwa.portal.answers.serializers.places import area_reference
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import list_text, period_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.impact.findings import place_findings, record_findings
from tlvwa.portal.readmodels.payloads import ResponsibilityPayload, payload_of
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
    CONFIRMATION_ENDS = "confirmation_ends"
    ANSWER_CONFIRMED = "answer_confirmed"

    @classmethod
    def of(cls, change):
        """Return the kind of a state change."""
        if change.contradicts:
            return cls.OVERLAP_OPENS
        if change.same_office and change.after is LedgerState.ONE_UNCONFIRMED:
            return cls.CONFIRMATION_ENDS
        if change.same_office and change.before is LedgerState.ONE_UNCONFIRMED:
            return cls.ANSWER_CONFIRMED
        if change.before is not change.after:
            for state, kind in _AFTER.items():
                if change.after is state:
                    return kind
            for state, kind in _BEFORE.items():
                if change.before is state:
                    return kind
        return cls.ANSWER_CHANGES


_AFTER = {LedgerState.GAP: EffectKind.GAP_OPENS, LedgerState.NOT_EXPECTED: EffectKind.ANSWER_ENDS}
_BEFORE = {
    LedgerState.OVERLAP: EffectKind.OVERLAP_ENDS,
    LedgerState.GAP: EffectKind.GAP_CLOSES,
    LedgerState.NOT_EXPECTED: EffectKind.ANSWER_BEGINS,
}
# For each kind: the sentence for one answer, and for several.
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
    EffectKind.CONFIRMATION_ENDS: (
        _("Nimmt 1 Antwort die Bestätigung ${where} ${when}"),
        _("Nimmt ${count} Antworten die Bestätigung ${where} ${when}"),
    ),
    EffectKind.ANSWER_CONFIRMED: (
        _("Bestätigt 1 Antwort ${where} ${when}"),
        _("Bestätigt ${count} Antworten ${where} ${when}"),
    ),
}
WORST_FIRST = list(EffectKind)


@dataclass(frozen=True, slots=True)
class LedgerEffect:
    """One kind of effect on services (UIDs) in municipalities (keys), from ``day`` to ``until``."""

    kind: EffectKind
    day: date
    until: date | None
    services: tuple[str, ...]
    municipalities: tuple[str, ...]
    count: int


class LedgerImpact:
    """The effects of changes of nodes (by UID; ``None`` removes) on the rules of a snapshot."""

    def __init__(self, snapshot, changes):
        self.snapshot = snapshot
        self._changed = [node for node in changes.values() if node is not None]
        self._preview = preview_rules(snapshot, changes, today(), setting("land"))

    @cached_property
    def effects(self):
        """All effects, the worst first, then by day."""
        changes = sorted(self._preview.state_changes, key=_group_key)
        effects = [_effect(list(group)) for _key, group in groupby(changes, key=_group_key)]
        return sorted(effects, key=lambda group: (WORST_FIRST.index(group.kind), group.day))

    @property
    def hidden(self):
        """Whether a changed record names a service, or is in an authority, that is not public yet."""
        rules = self._preview.rules
        return any(
            node.uid not in rules.records_by_responsibility
            or not rules.rulebook.services.keys() >= {*named_services(node)}
            for node in self._changed
            if isinstance(node.payload, ResponsibilityPayload)
        )

    @property
    def touches(self):
        """Whether any record is new, removed or changed."""
        return bool(self._preview.changed_records)

    @property
    def records(self):
        """The records that are new or changed."""
        assigned = self._preview.rules.records_by_responsibility
        return [assigned[uid][0] for uid in self._preview.changed_records if uid in assigned]

    @property
    def refused(self):
        """The effects that open an overlap that no exception of a changed record tolerates."""
        return [
            effect
            for effect in self.effects
            if effect.kind is EffectKind.OVERLAP_OPENS
            and not any(record.is_overlap_tolerated_on(effect.day) for record in self.records)
        ]

    @property
    def opens_gaps(self):
        """Whether an expected answer would be missing."""
        return any(effect.kind is EffectKind.GAP_OPENS for effect in self.effects)

    @property
    def lines(self):
        """A sentence for each effect."""
        return [self.sentence(effect) for effect in self.effects]

    @property
    def notes(self):
        """Sentences on wrong values of criteria, and on facts for which offices are missing or overlap."""
        notes = []
        for record, service in self._pairs():
            notes += record_findings(self._title(service), self._service(service), record)
        kernel = Kernel(self._preview.rules.rulebook, self.snapshot.gazetteer)
        for effect in self.effects:
            if effect.kind in (EffectKind.OVERLAP_OPENS, EffectKind.GAP_OPENS):
                for uid in effect.services:
                    decision = kernel.decide(uid, effect.municipalities[0], effect.day, effect.day)
                    notes += place_findings(self._title(uid), decision)
        return list(dict.fromkeys(notes))

    def _pairs(self):
        """Yield the new and changed records, each with every service that it names."""
        rules = self._preview.rules
        for uid in sorted(self._preview.changed_records & rules.records_by_responsibility.keys()):
            for service in payload_of(rules.tree.nodes[uid], ResponsibilityPayload).services:
                if service in rules.rulebook.services:
                    yield rules.records_by_responsibility[uid][0], service

    def _service(self, uid):
        return self._preview.rules.rulebook.services[uid].service

    def _title(self, uid):
        return self.snapshot.nodes[uid].title

    def sentence(self, effect):
        """Return the sentence of an effect: „Schließt 12 Lücken in 12 Gemeinden ab 1. Januar 2027.“"""
        one, several = SENTENCES[effect.kind]
        words = say(
            one if effect.count == 1 else several,
            count=effect.count,
            where=self._where(effect),
            when=_when(effect),
        )
        return " ".join(words.split()).replace(" ,", ",") + "."

    def serialize(self):
        """Return summary, notes and effects, for programs."""
        gazetteer = self.snapshot.gazetteer
        return {
            "summary": self.lines,
            "notes": self.notes,
            "refused": bool(self.refused),
            "effects": [
                {
                    "kind": effect.kind.value,
                    "text": self.sentence(effect),
                    "count": effect.count,
                    "from": effect.day.isoformat(),
                    "until": effect.until.isoformat() if effect.until else None,
                    "services": list(effect.services),
                    "municipalities": [
                        area_reference(gazetteer.area(key))
                        for key in effect.municipalities[:MOST_LISTED]
                    ],
                    "municipalities_total": len(effect.municipalities),
                }
                for effect in self.effects
            ],
        }

    def _where(self, effect):
        names = [self.snapshot.gazetteer.area(key).name for key in effect.municipalities]
        if len(names) <= SPELT_OUT:
            return say(_("in ${places}"), places=list_text(names))
        return say(_("in ${count} Gemeinden"), count=len(names))


def _group_key(change):
    return EffectKind.of(change.change).value, change.day.isoformat(), str(change.until or "")


def _effect(changes):
    keys = {key for change in changes for key in change.municipalities}
    services = {change.change.service for change in changes}
    return LedgerEffect(
        EffectKind.of(changes[0].change),
        changes[0].day,
        changes[0].until,
        tuple(sorted(services)),
        tuple(sorted(keys)),
        sum(len(change.municipalities) for change in changes),
    )


def _when(effect):
    first = None if effect.day <= today() else effect.day
    if first is None and effect.until is None:
        return ""
    return period_text(first, effect.until)
