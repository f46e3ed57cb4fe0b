"""A rehearsal as rows that people and programs read: names instead of keys and UIDs."""

from dataclasses import dataclass
from functools import cached_property

from tlvwa.portal.areas.importing.area_changes import AreaChangeKind
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.reform.comparison import WORSE, AnswerChange
from tlvwa.portal.finder.reform.proposals import RecordFate
from tlvwa.portal.finder.reform.rehearsal import Rehearsal
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.reforms.draft import ReformDraft
from tlvwa.portal.reforms.labels import FATES, PARTS, REASONS, TURNS
from tlvwa.portal.reforms.mentions import mentions

COUNTED = (
    AnswerChange.LOST,
    AnswerChange.DOUBLED,
    AnswerChange.WEAKER,
    AnswerChange.OTHER,
    AnswerChange.GAINED,
)


@dataclass(frozen=True)
class RehearsalReport:
    """What is said of one rehearsal."""

    snapshot: Snapshot
    draft: ReformDraft
    rehearsal: Rehearsal

    @property
    def day(self):
        """The day of the reform."""
        return self.draft.day

    @property
    def day_words(self):
        """The day, as people write it."""
        return f"{self.day:%d.%m.%Y}"

    @property
    def changes(self):
        """What happens to the areas, each a German sentence; that one more edition lists them is no news."""
        return [each.describe() for each in self.draft.changes]

    @cached_property
    def counts(self):
        """How many areas end, begin, and move, and how many rules are touched, open, lost."""
        kinds = [each.kind for each in self.draft.changes]
        fates = [each.fate for each in self.rehearsal.proposals]
        return {
            "ending": len(self.draft.ending),
            "beginning": len(self.rehearsal.passage.begun),
            "moving": kinds.count(AreaChangeKind.MOVED),
            "touched": len({each.record for each in self.rehearsal.proposals}),
            "carried": fates.count(RecordFate.CARRY),
            "ended": fates.count(RecordFate.END),
            "open": len(self.rehearsal.open),
            "lost": len(self.rehearsal.lost),
            "doubled": len(self.rehearsal.doubled),
        }

    @cached_property
    def proposals(self):
        """The rules that are touched, what needs a decision first."""
        waiting = {each.id for each in self.rehearsal.open}
        rows = [self._proposal(each) for each in self.rehearsal.proposals]
        return sorted(
            rows, key=lambda row: (row["id"] not in waiting, row["fate"] != RecordFate.DECIDE)
        )

    @cached_property
    def services(self):
        """Services for which anything changes, the worst first, with the ledger before and after."""
        comparison = self.rehearsal.comparison
        found = [
            {
                "service": uid,
                "title": self.title(uid),
                **{turn.value: counts[turn] for turn in COUNTED},
                "before": _states(comparison.before[uid]),
                "after": _states(comparison.after[uid]),
            }
            for uid, counts in comparison.turns.items()
            if any(counts[turn] for turn in COUNTED)
        ]
        order = [turn.value for turn in (*WORSE, AnswerChange.OTHER)]
        return sorted(found, key=lambda row: ([-row[at] for at in order], row["title"]))

    @cached_property
    def violations(self):
        """Where an answer is worse than before, those without any first."""
        rows = [
            {
                "service": each.service,
                "title": self.title(each.service),
                "old": each.old,
                "old_name": self.area(each.old),
                "new": each.new,
                "new_name": self.area(each.new),
                "turn": each.turn.value,
                "words": say(TURNS[each.turn]),
                "day": each.day,
            }
            for each in self.rehearsal.violations
        ]
        return sorted(rows, key=lambda row: (row["turn"] != "lost", row["title"], row["old"]))

    @cached_property
    def mentions(self):
        """What else names an area that ends."""
        return [
            {
                "title": each.node.title,
                "path": each.node.path,
                "part": each.part,
                "words": say(PARTS[each.part]),
                "names": each.names,
            }
            for each in mentions(self.snapshot, self.draft.ending, self.draft.staying_names)
        ]

    def title(self, uid):
        """The title of a node, else its UID."""
        node = self.snapshot.nodes.get(uid)
        return node.title if node is not None else uid

    def area(self, key):
        """The name of an area of the later state; empty for none."""
        return self.rehearsal.passage.after.area(key).name if key else ""

    def _proposal(self, each):
        record = self.rehearsal.world.holdings[each.record].record
        return {
            "id": each.id,
            "record": each.record,
            "path": self.snapshot.nodes[each.record].path,
            "title": self.title(each.record),
            "office": self.title(record.holder),
            "group": f"{record.holder}.{each.successor}",
            "area": each.area,
            "area_name": self.area(each.area),
            "successor": each.successor,
            "successor_name": self.area(each.successor),
            "services": [self.title(uid) for uid in each.services],
            "fate": each.fate.value,
            "words": say(FATES[each.fate]),
            "why": say(REASONS[each.why]),
            "day": each.day,
            "until": each.until,
            "until_words": f"{each.until:%d.%m.%Y}" if each.until else "",
            "rivals": [self._rival(uid) for uid in each.rivals],
            "decided": (self.rehearsal.decided or {}).get(each.id, ""),
        }

    def _rival(self, uid):
        record = self.rehearsal.world.holdings[uid].record
        return self.title(record.target or record.holder)


def _states(counts):
    return {state.value: count for state, count in sorted(counts.items())}
