"""What a proposal does to the query set, in the words of the preview."""

from functools import cached_property

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.search.trial import try_words
from tlvwa.portal.search_admin.formatting import MEASURES, NONE_CORRECT, measured, percent
from tlvwa.portal.search_admin.present import with_words

MOST_SHOWN = 200


class TrialReport:
    """A proposal, tried on the index as it is now."""

    def __init__(self, words, proposal, queries):
        index = site_snapshot().index
        self.trial = try_words(index, with_words(words, proposal), queries, today())

    @property
    def summary(self):
        """How many are better, worse and the same."""
        trial = self.trial
        words = {"better": trial.better, "worse": trial.worse, "same": trial.same}
        return _("${better} besser, ${worse} schlechter, ${same} gleich", mapping=words)

    @cached_property
    def changes(self):
        """The queries that are answered otherwise, the worse ones first; at most so many."""
        return [
            {
                "query": each.judged.query,
                "kind": each.judged.kind,
                "before": _rank(each.before, each.judged.gold),
                "after": _rank(each.after, each.judged.gold),
                "told": say(_("besser") if each.better else _("schlechter")),
                "better": each.better,
            }
            for each in self.trial.changes[:MOST_SHOWN]
        ]

    @property
    def more(self):
        """How many are not shown."""
        return max(0, len(self.trial.changes) - MOST_SHOWN)

    @property
    def measures(self):
        """The measures before and after, by Leistungsobjekt: title, before, after."""
        before, after = (report.told()["total"] for report in (self.trial.before, self.trial.after))
        if before["per_object"]:
            for name, title in MEASURES.items():
                values = (told["per_object"][name] for told in (before, after))
                yield title, *(measured(name, value) for value in values)
        if before["none_correct"] is not None:
            yield NONE_CORRECT, percent(before["none_correct"]), percent(after["none_correct"])


def _rank(rank, gold):
    """Where the right answer stands; for a query without one whether the search says so."""
    if gold:
        return say(_("Platz ${rank}"), rank=rank) if rank else say(_("nicht gefunden"))
    return say(_("nichts Genaues")) if rank else say(_("etwas Genaues, obwohl es nichts gibt"))
