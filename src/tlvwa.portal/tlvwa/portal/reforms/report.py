"""A rehearsal as rows for people and programs: with names instead of keys and UIDs."""

from dataclasses import dataclass
from functools import cached_property

from tlvwa.portal.areas.area_changes import AreaChangeKind
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.reform.comparison import WORSE, AnswerChange
from tlvwa.portal.finder.reform.proposals import RecordFate
from tlvwa.portal.finder.reform.rehearsal import Rehearsal
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.reforms.draft import ReformDraft
from tlvwa.portal.reforms.labels import ANSWER_CHANGES, FATES, PARTS, REASONS
from tlvwa.portal.reforms.mentions import mentions
from tlvwa.portal.reforms.messages import area_change_text

COUNTED = (
    AnswerChange.LOST,
    AnswerChange.DOUBLED,
    AnswerChange.WEAKER,
    AnswerChange.OTHER,
    AnswerChange.GAINED,
)


@dataclass(frozen=True)
class RehearsalReport:
    """The report of a rehearsal."""

    snapshot: Snapshot
    draft: ReformDraft
    rehearsal: Rehearsal

    @property
    def day(self):
        """The day of the reform."""
        return self.draft.day

    @property
    def day_text(self):
        """The day as text."""
        return day_text(self.day)

    @property
    def changes(self):
        """The changes of areas, each as a sentence."""
        return [area_change_text(change) for change in self.draft.changes]

    @cached_property
    def counts(self):
        """The numbers of areas that end, begin and move, and of affected rules and answers.

        Rules are counted as touched, carried, ended and open, answers as lost and doubled.
        """
        kinds = [item.kind for item in self.draft.changes]
        fates = [item.fate for item in self.rehearsal.proposals]
        return {
            "ending": len(self.draft.ending),
            "beginning": len(self.rehearsal.transition.new_areas),
            "moving": kinds.count(AreaChangeKind.MOVED),
            "touched": len({item.record for item in self.rehearsal.proposals}),
            "carried": fates.count(RecordFate.CARRY),
            "ended": fates.count(RecordFate.END),
            "open": len(self.rehearsal.open_proposals),
            "lost": len(self.rehearsal.lost_answers),
            "doubled": len(self.rehearsal.doubled_answers),
        }

    @cached_property
    def proposals(self):
        """The affected rules; those that need a decision come first."""
        waiting = {proposal.id for proposal in self.rehearsal.open_proposals}
        rows = [self._proposal(proposal) for proposal in self.rehearsal.proposals]
        return sorted(
            rows, key=lambda row: (row["id"] not in waiting, row["fate"] != RecordFate.DECIDE)
        )

    @cached_property
    def services(self):
        """The services with changes, the worst first, with the ledger before and after."""
        comparison = self.rehearsal.comparison
        rows = [
            {
                "service": uid,
                "title": self.title(uid),
                **{change.value: counts[change] for change in COUNTED},
                "before": _states(comparison.before[uid]),
                "after": _states(comparison.after[uid]),
            }
            for uid, counts in comparison.changes.items()
            if any(counts[change] for change in COUNTED)
        ]
        order = [change.value for change in (*WORSE, AnswerChange.OTHER)]
        return sorted(rows, key=lambda row: ([-row[column] for column in order], row["title"]))

    @cached_property
    def violations(self):
        """The places where an answer becomes worse; lost answers come first."""
        rows = [
            {
                "service": violation.service,
                "title": self.title(violation.service),
                "old": violation.old,
                "old_name": self.area(violation.old),
                "new": violation.new,
                "new_name": self.area(violation.new),
                "turn": violation.change.value,
                "words": say(ANSWER_CHANGES[violation.change]),
                "day": violation.day,
            }
            for violation in self.rehearsal.violations
        ]
        return sorted(rows, key=lambda row: (row["turn"] != "lost", row["title"], row["old"]))

    @cached_property
    def mentions(self):
        """The mentions of ending areas."""
        return [
            {
                "title": mention.node.title,
                "path": mention.node.path,
                "part": mention.part,
                "words": say(PARTS[mention.part]),
                "names": mention.names,
            }
            for mention in mentions(self.snapshot, self.draft.ending, self.draft.kept_names)
        ]

    def title(self, uid):
        """Return the title of a node, else its UID."""
        node = self.snapshot.nodes.get(uid)
        return node.title if node is not None else uid

    def area(self, key):
        """Return the name of an area after the reform; empty for none."""
        return self.rehearsal.transition.after.area(key).name if key else ""

    def _proposal(self, proposal):
        record = self.rehearsal.state.assigned_records[proposal.record].record
        return {
            "id": proposal.id,
            "record": proposal.record,
            "path": self.snapshot.nodes[proposal.record].path,
            "title": self.title(proposal.record),
            "office": self.title(record.holder),
            "group": f"{record.holder}.{proposal.successor}",
            "area": proposal.area,
            "area_name": self.area(proposal.area),
            "successor": proposal.successor,
            "successor_name": self.area(proposal.successor),
            "services": [self.title(uid) for uid in proposal.services],
            "fate": proposal.fate.value,
            "words": say(FATES[proposal.fate]),
            "why": say(REASONS[proposal.reason]),
            "day": proposal.day,
            "until": proposal.until,
            "until_words": day_text(proposal.until) if proposal.until else "",
            "rivals": [self._rival(uid) for uid in proposal.rivals],
            "decided": (self.rehearsal.decisions or {}).get(proposal.id, ""),
        }

    def _rival(self, uid):
        record = self.rehearsal.state.assigned_records[uid].record
        return self.title(record.target or record.holder)


def _states(counts):
    return {state.value: count for state, count in sorted(counts.items())}
