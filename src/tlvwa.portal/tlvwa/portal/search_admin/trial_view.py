"""The preview of a proposal: its effect on the query set."""

from functools import cached_property

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.search.trial import try_words
from tlvwa.portal.search_admin.formatting import MEASURES, NONE_CORRECT, measure_text, percent
from tlvwa.portal.search_admin.present import with_words

MOST_SHOWN = 200


class TrialReport:
    """A proposal, tried on the current index."""

    def __init__(self, words, proposal, queries):
        index = site_snapshot().service_index
        self.trial = try_words(index, with_words(words, proposal), queries, today())

    @property
    def summary(self):
        """The numbers of queries that are better, worse and the same."""
        trial = self.trial
        words = {"better": trial.better, "worse": trial.worse, "same": trial.same}
        return _("${better} besser, ${worse} schlechter, ${same} gleich", mapping=words)

    @cached_property
    def changes(self):
        """The queries with another result, the worse ones first; at most ``MOST_SHOWN``."""
        return [
            {
                "query": change.judged.query,
                "kind": change.judged.kind,
                "before": _rank(change.before, change.judged.gold),
                "after": _rank(change.after, change.judged.gold),
                "label": say(_("besser") if change.better else _("schlechter")),
                "better": change.better,
            }
            for change in self.trial.changes[:MOST_SHOWN]
        ]

    @property
    def more(self):
        """The number of changes that are not shown."""
        return max(0, len(self.trial.changes) - MOST_SHOWN)

    @property
    def measures(self):
        """The measures by Leistungsobjekt: title, before, after."""
        before, after = (
            report.as_dict()["total"] for report in (self.trial.before, self.trial.after)
        )
        if before["per_object"]:
            for name, title in MEASURES.items():
                texts = (total["per_object"][name] for total in (before, after))
                yield title, *(measure_text(name, value) for value in texts)
        if before["none_correct"] is not None:
            yield NONE_CORRECT, percent(before["none_correct"]), percent(after["none_correct"])


def _rank(rank, gold):
    """Return the rank of the right answer; without one, whether the search found something exact."""
    if gold:
        return say(_("Platz ${rank}"), rank=rank) if rank else say(_("nicht gefunden"))
    return say(_("nichts Genaues")) if rank else say(_("etwas Genaues, obwohl es nichts gibt"))
