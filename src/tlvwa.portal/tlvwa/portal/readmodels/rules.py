"""The compiled rules of a site, made of all nodes, or of earlier rules and a change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.statuses import StatusPeriod, periods_of
from tlvwa.portal.finder.continuation import with_continued_areas
from tlvwa.portal.finder.records import Record, RecordEffect
from tlvwa.portal.finder.rulebook import RuleBook, ServiceRules, compile_service
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    ServicePayload,
)
from tlvwa.portal.readmodels.references import ServiceReferences, changed_references, references_of
from tlvwa.portal.readmodels.tree import ContentTree

RecordWithAreas = tuple[Record, tuple[str, ...]]  # a record and the keys of the areas it is for


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """The rules of a site and what they are made of. Immutable.

    ``responsibilities_by_service`` are the responsibilities that name a service.
    ``records_by_responsibility`` are the record and the areas of a responsibility that is ever public.
    ``changed`` are the services whose rules differ from those that were followed (all of them after a
    build).
    """

    tree: ContentTree
    gazetteer: Gazetteer
    rulebook: RuleBook
    responsibilities_by_service: ServiceReferences
    records_by_responsibility: Mapping[str, RecordWithAreas]
    changed: frozenset[str] = frozenset()

    @classmethod
    def build(cls, tree: ContentTree, gazetteer: Gazetteer) -> "CompiledRules":
        """Compile the rules from nothing but the nodes."""
        naming = references_of(tree.nodes, named_services)
        assigned = _assigned({}, tree.nodes, tree)
        rules = {
            node.uid: _rules(node, tree, naming, assigned, gazetteer)
            for node in tree.nodes.values()
            if isinstance(node.payload, ServicePayload)
        }
        return cls(tree, gazetteer, RuleBook().replace(rules), naming, assigned, frozenset(rules))

    def follow(self, tree: ContentTree, changes: Mapping[str, Node | None]) -> "CompiledRules":
        """Return the rules after nodes were written or (``None``) removed; ``tree`` is the new tree."""
        touched = self.touched(changes, tree)
        naming = changed_references(
            self.responsibilities_by_service, self.tree.nodes, changes, named_services
        )
        assigned = _assigned(self.records_by_responsibility, touched, tree)
        rules = {
            uid: _rules_of(uid, tree, naming, assigned, self.gazetteer)
            for uid in self.services(touched, tree)
        }
        rulebook = self.rulebook.replace(rules) if rules else self.rulebook
        return CompiledRules(tree, self.gazetteer, rulebook, naming, assigned, frozenset(rules))

    def touched(self, changes: Mapping[str, Node | None], tree: ContentTree) -> set[str]:
        """Return the UIDs that ``changes`` name, and of all nodes that depend on the changed ones."""
        touched = set(changes)
        for uid, new in changes.items():
            old = self.tree.nodes.get(uid)
            if _place_in_site(old) != _place_in_site(new):
                for node in (old, new):
                    if node is not None:
                        touched |= self.tree.dependents(node) | tree.dependents(node)
        return touched

    def services(self, touched: Iterable[str], tree: ContentTree) -> set[str]:
        """Return all services that changes of the nodes ``touched`` affect, before or after.

        These are the services among them, and those of their text variants and responsibilities.
        """
        uids: set[str] = set()
        for uid in touched:
            for state in (self.tree, tree):
                node = state.nodes.get(uid)
                original = state.original(node) or node
                if original is not None and isinstance(original.payload, ServicePayload):
                    uids.add(original.uid)
                elif node is not None and isinstance(node.payload, ResponsibilityPayload):
                    uids.update(node.payload.services)
        return uids

    def holders(self, service: str) -> set[str]:
        """Return the authorities whose records for a service are ever public."""
        return {
            self.records_by_responsibility[uid][0].holder
            for uid in self.responsibilities_by_service.get(service, ())
            if uid in self.records_by_responsibility
        }


def named_services(node: Node | None) -> set[str]:
    """Return the services that a responsibility names; none for other nodes."""
    payload = node.payload if node is not None else None
    return set(payload.services) if isinstance(payload, ResponsibilityPayload) else set()


def _place_in_site(node: Node | None) -> tuple[object, ...] | None:
    """Return what of a node matters to the nodes in it and to those that name it."""
    if node is None:
        return None
    payload = node.payload
    own: tuple[object, ...] = ()
    if isinstance(payload, AuthorityPayload):
        own = payload.area, payload.members, payload.supervising
    shown = node.public, node.effective, node.expires
    return node.path, node.title, *shown, node.portal_type, *own


def _assigned(
    assigned: Mapping[str, RecordWithAreas], touched: Iterable[str], tree: ContentTree
) -> Mapping[str, RecordWithAreas]:
    """Return the records of all responsibilities, those of ``touched`` made anew."""
    records = dict(assigned)
    for uid in touched:
        records.pop(uid, None)
        node = tree.nodes.get(uid)
        if node is not None and isinstance(node.payload, ResponsibilityPayload):
            record = _record(node, tree)
            if record is not None:
                records[uid] = record
    return records


def _rules_of(
    uid: str,
    tree: ContentTree,
    naming: ServiceReferences,
    assigned: Mapping[str, RecordWithAreas],
    gazetteer: Gazetteer,
) -> ServiceRules | None:
    node = tree.nodes.get(uid)
    if node is None or not isinstance(node.payload, ServicePayload):
        return None
    return _rules(node, tree, naming, assigned, gazetteer)


def _rules(
    node: Node,
    tree: ContentTree,
    naming: ServiceReferences,
    assigned: Mapping[str, RecordWithAreas],
    gazetteer: Gazetteer,
) -> ServiceRules | None:
    """Compile the rules of one service; ``None`` if it is never public."""
    assert isinstance(node.payload, ServicePayload)
    window = tree.window(node)
    if window is None:
        return None
    service = replace(node.payload.definition, shown_from=window.first, shown_to=window.last)
    uids = sorted(naming.get(node.uid, ()))
    records = [
        (record, with_continued_areas(gazetteer, record, areas))
        for uid in uids
        if uid in assigned
        for record, areas in _by_status(tree.nodes[uid], assigned[uid])
    ]
    return compile_service(service, records, gazetteer)


def _by_status(node: Node, assigned: RecordWithAreas) -> Iterable[RecordWithAreas]:
    """Return a record with its areas; for a status, with each municipality in the days of the status."""
    payload = node.payload
    assert isinstance(payload, ResponsibilityPayload)
    if payload.areas or not payload.area_status:
        return [assigned]
    return within_periods(assigned[0], periods_of(payload.area_status))


def within_periods(record: Record, periods: Iterable[StatusPeriod]) -> list[RecordWithAreas]:
    """Return a record for each municipality of the periods, valid within the days of its status."""
    limited = ((_limited(record, period), period) for period in periods)
    return [(within, (period.key,)) for within, period in limited if within is not None]


def _limited(record: Record, period: StatusPeriod) -> Record | None:
    """Return a record that holds only within a period; ``None`` if it never does."""
    first = max(filter(None, (record.valid_from, period.valid_from)), default=None)
    last = min(filter(None, (record.valid_to, period.valid_to)), default=None)
    if first and last and last < first:
        return None
    known_since = (
        None if first else max(filter(None, (record.known_since, period.known_on)), default=None)
    )
    return replace(record, valid_from=first, valid_to=last, known_since=known_since)


def _record(node: Node, tree: ContentTree) -> RecordWithAreas | None:
    """Return a responsibility's record with holder and days of publication; ``None`` if never public."""
    payload = node.payload
    assert isinstance(payload, ResponsibilityPayload)
    holder = tree.holder(node)
    window = tree.window(node)
    if holder is None or window is None or not isinstance(holder.payload, AuthorityPayload):
        return None
    record = payload.record
    # A rule without a target names its holder; a refusal without one names nobody.
    target = record.target or (holder.uid if record.effect is RecordEffect.RULE else "")
    if target:
        target_node = tree.nodes.get(target)
        target_window = tree.window(target_node) if target_node is not None else None
        if target_window is None:
            return None
        window = window.meet(target_window.first, target_window.last)
    record = replace(
        record,
        target=target,
        holder=holder.uid,
        holder_area=holder.payload.area,
        # What a supervising authority refers to others is an answer: its supervision is not.
        supervising=holder.payload.supervising and record.effect is RecordEffect.RULE,
        principal_area=_own_area(tree.nodes.get(record.principal)),
        shown_from=window.first,
        shown_to=window.last,
    )
    return record, tree.areas(node)


def _own_area(node: Node | None) -> str:
    """Return the key of an authority's own area; empty for anything else."""
    payload = node.payload if node is not None else None
    return payload.area if isinstance(payload, AuthorityPayload) else ""
