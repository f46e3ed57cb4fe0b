"""The preview: what changes of content would do to the answers, without saving them."""

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
    """The rules after the changes, the responsibilities whose records differ, and the state changes."""

    rules: CompiledRules
    changed_records: frozenset[str]
    state_changes: tuple[DatedStateChange, ...]


def preview_rules(
    snapshot: Snapshot, changes: Mapping[str, Node | None], today: date, land: str
) -> RulePreview:
    """Compute what changes if the nodes of ``changes`` (by UID) are written or (``None``) removed.

    ``land`` is the key of the Land whose coverage is expected.
    """
    tree = snapshot.tree.replace(changes)
    before, after = snapshot.rules, snapshot.rules.follow(tree, changes)
    changed_records = frozenset(
        uid
        for uid in before.touched(changes, tree)
        if before.records_by_responsibility.get(uid) != after.records_by_responsibility.get(uid)
    )
    services = before.services({*changed_records, *changes}, tree)
    touched = before.rulebook.dependents(services) | after.rulebook.dependents(services)
    areas = _areas(before, after, changed_records)
    if any(
        _is_service(node) for uid, new in changes.items() for node in (snapshot.nodes.get(uid), new)
    ):
        areas.add(land)
    rules = RulesBeforeAfter(before.rulebook, after.rulebook, snapshot.gazetteer)
    return RulePreview(after, changed_records, state_changes(rules, touched, areas, today, land))


def _areas(before: CompiledRules, after: CompiledRules, uids: frozenset[str]) -> set[str]:
    """Return the keys of the areas of some records, before and after; unknown keys are skipped."""
    areas = set()
    for rules in (before, after):
        for uid in uids & rules.records_by_responsibility.keys():
            for key in rules.records_by_responsibility[uid][1]:
                with suppress(AreaError):
                    areas.add(rules.gazetteer.parse(key).key)
    return areas


def _is_service(node: Node | None) -> bool:
    """Whether a node is a service: its definition concerns every area."""
    return node is not None and isinstance(node.payload, ServicePayload)
