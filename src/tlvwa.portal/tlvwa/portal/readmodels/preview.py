"""What changes of content would do to the answers: before they are saved, and without saving."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.finder.preview import DatedStateChange, RulesBeforeAfter, state_changes
from tlvwa.portal.readmodels.payloads import Node, ServicePayload
from tlvwa.portal.readmodels.rules import CompiledRules
from tlvwa.portal.readmodels.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class RulePreview:
    """The rules as they would be, the responsibilities that differ, and what that shifts."""

    ruling: CompiledRules
    differing: frozenset[str]
    shifts: tuple[DatedStateChange, ...]


def preview_rules(
    models: Snapshot, changes: Mapping[str, Node | None], today: date, land: str
) -> RulePreview:
    """What would be so if the nodes of ``changes`` were written or (``None``) removed, by UID.

    ``land`` is the key of the Land whose coverage is expected.
    """
    tree = models.tree.replace(changes)
    before, after = models.ruling, models.ruling.follow(tree, changes)
    differing = frozenset(
        uid
        for uid in before.touched(changes, tree)
        if before.assigned.get(uid) != after.assigned.get(uid)
    )
    services = before.services({*differing, *changes}, tree)
    touched = before.rulebook.dependents(services) | after.rulebook.dependents(services)
    areas = _areas(before, after, differing)
    if any(_defines(each) for uid, new in changes.items() for each in (models.nodes.get(uid), new)):
        areas.add(land)
    rules = RulesBeforeAfter(before.rulebook, after.rulebook, models.gazetteer)
    return RulePreview(after, differing, state_changes(rules, touched, areas, today, land))


def _areas(before: CompiledRules, after: CompiledRules, uids: frozenset[str]) -> set[str]:
    """The keys of the areas that some records are for, or were; unknown ones are passed over."""
    found = set()
    for ruling in (before, after):
        for uid in uids & ruling.assigned.keys():
            for key in ruling.assigned[uid][1]:
                with suppress(AreaError):
                    found.add(ruling.gazetteer.parse(key).key)
    return found


def _defines(node: Node | None) -> bool:
    """Whether a node is a service: what it defines concerns every area."""
    return node is not None and isinstance(node.payload, ServicePayload)
