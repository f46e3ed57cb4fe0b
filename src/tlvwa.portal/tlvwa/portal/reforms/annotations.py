"""What is stored on a reform beside its fields: the decisions, and what applying it changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations

from tlvwa.portal.areas.reforms.plan import ReformPlan, ReformStep
from tlvwa.portal.finder.reform.proposals import RecordFate

KEY = "tlvwa.portal.reform"
DECISIONS, APPLIED = "decisions", "applied"


def decisions(reform):
    """Return the decisions by the ids of their proposals."""
    return {name: RecordFate(code) for name, code in _stored(reform).get(DECISIONS, {}).items()}


def store_decisions(reform, fates):
    """Replace all decisions."""
    _mapping_to_write(reform)[DECISIONS] = {
        name: fate.value for name, fate in sorted(fates.items())
    }


def applied_changes(reform):
    """Return what applying changed (see ``apply``); ``None`` if the reform is not applied."""
    return _stored(reform).get(APPLIED)


def store_applied_changes(reform, changes):
    """Store what applying changed; ``None`` removes it."""
    _mapping_to_write(reform)[APPLIED] = changes


def plan_values(plan: ReformPlan) -> dict[str, Any]:
    """Return a plan as plain values, to be stored."""
    steps = [(list(step.old), step.key, step.name) for step in plan.steps]
    return {"day": plan.day.isoformat(), "steps": steps, "law": plan.law, "source": plan.source}


def plan_from_values(values: Mapping[str, Any]) -> ReformPlan:
    """Return the plan from its stored values."""
    steps = tuple(ReformStep(tuple(old), key, name) for old, key, name in values["steps"])
    return ReformPlan(date.fromisoformat(values["day"]), steps, values["law"], values["source"])


def _stored(reform):
    return IAnnotations(reform).get(KEY, {})


def _mapping_to_write(reform):
    return IAnnotations(reform).setdefault(KEY, PersistentMapping())
