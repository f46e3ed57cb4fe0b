"""What is kept on a reform beside its fields: the decisions, and what applying it wrote."""

from datetime import date

from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations

from tlvwa.portal.areas.reforms.plan import ReformPlan, ReformStep
from tlvwa.portal.finder.reform.proposals import RecordFate

KEY = "tlvwa.portal.reform"
DECISIONS, APPLIED = "decisions", "applied"


def decisions(reform):
    """Proposal's id -> what was decided."""
    return {name: RecordFate(code) for name, code in _kept(reform).get(DECISIONS, {}).items()}


def keep_decisions(reform, decided):
    """Replace all decisions."""
    _writable(reform)[DECISIONS] = {name: fate.value for name, fate in sorted(decided.items())}


def applied(reform):
    """What applying wrote (see ``applying``); ``None`` as long as it is not applied."""
    return _kept(reform).get(APPLIED)


def keep_applied(reform, written):
    """Keep what applying wrote, or forget it (``None``)."""
    _writable(reform)[APPLIED] = written


def plan_kept(plan: ReformPlan):
    """A plan in plain values, to be kept."""
    steps = [(list(step.old), step.key, step.name) for step in plan.steps]
    return {"day": plan.day.isoformat(), "steps": steps, "law": plan.law, "source": plan.source}


def plan_read(kept):
    """The plan again."""
    steps = tuple(ReformStep(tuple(old), key, name) for old, key, name in kept["steps"])
    return ReformPlan(date.fromisoformat(kept["day"]), steps, kept["law"], kept["source"])


def _kept(reform):
    return IAnnotations(reform).get(KEY, {})


def _writable(reform):
    return IAnnotations(reform).setdefault(KEY, PersistentMapping())
