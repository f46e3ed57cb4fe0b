"""Who is responsible, from nodes: the compiled rules, whole or from those before; never changed once made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.finder.records import Record, RecordEffect
from tlvwa.portal.finder.rulebook import RuleBook, ServiceRules, compile_service
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    ServicePayload,
)
from tlvwa.portal.readmodels.references import Naming, changed_references, references_of
from tlvwa.portal.readmodels.tree import ContentTree

Assigned = tuple[Record, tuple[str, ...]]  # a record and the keys of the areas it is for


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """The rules of a site, and from what they are made.

    ``naming``: service -> the responsibilities that name it; ``assigned``: responsibility -> its
    record, where it ever shows; ``changed``: the services whose rules are not those of the ruling
    before.
    """

    tree: ContentTree
    gazetteer: Gazetteer
    rulebook: RuleBook
    naming: Naming
    assigned: Mapping[str, Assigned]
    changed: frozenset[str] = frozenset()

    @classmethod
    def build(cls, tree: ContentTree, gazetteer: Gazetteer) -> "CompiledRules":
        """The rules made from nothing but the nodes."""
        naming = references_of(tree.nodes, named_services)
        assigned = _assigned({}, tree.nodes, tree)
        rules = {
            node.uid: _rules(node, tree, naming, assigned, gazetteer)
            for node in tree.nodes.values()
            if isinstance(node.payload, ServicePayload)
        }
        return cls(tree, gazetteer, RuleBook().replace(rules), naming, assigned, frozenset(rules))

    def follow(self, tree: ContentTree, changes: Mapping[str, Node | None]) -> "CompiledRules":
        """The rules after some nodes were written or (``None``) removed, which gave ``tree``."""
        touched = self.touched(changes, tree)
        naming = changed_references(self.naming, self.tree.nodes, changes, named_services)
        assigned = _assigned(self.assigned, touched, tree)
        rules = {
            uid: _rules_of(uid, tree, naming, assigned, self.gazetteer)
            for uid in self.services(touched, tree)
        }
        rulebook = self.rulebook.replace(rules) if rules else self.rulebook
        return CompiledRules(tree, self.gazetteer, rulebook, naming, assigned, frozenset(rules))

    def touched(self, changes: Mapping[str, Node | None], tree: ContentTree) -> set[str]:
        """The services and responsibilities that a change is made to, or that depend on what is."""
        touched = set(changes)
        for uid, new in changes.items():
            old = self.tree.nodes.get(uid)
            if _place_in_site(old) != _place_in_site(new):
                for node in (old, new):
                    if node is not None:
                        touched |= self.tree.dependent(node) | tree.dependent(node)
        return touched

    def services(self, touched: Iterable[str], tree: ContentTree) -> set[str]:
        """The services among ``touched``, and those that variants and responsibilities among them are for."""
        found: set[str] = set()
        for uid in touched:
            for its in (self.tree, tree):
                node = its.nodes.get(uid)
                told = its.original(node) or node
                if told is not None and isinstance(told.payload, ServicePayload):
                    found.add(told.uid)
                elif node is not None and isinstance(node.payload, ResponsibilityPayload):
                    found.update(node.payload.services)
        return found

    def holders(self, service: str) -> set[str]:
        """The authorities that are responsible for a service, where the public ever sees it."""
        return {
            self.assigned[each][0].holder
            for each in self.naming.get(service, ())
            if each in self.assigned
        }


def named_services(node: Node | None) -> set[str]:
    """The services that a responsibility names."""
    payload = node.payload if node is not None else None
    return set(payload.services) if isinstance(payload, ResponsibilityPayload) else set()


def _place_in_site(node: Node | None) -> tuple[object, ...] | None:
    """What of a node matters to what lies in it or points to it."""
    if node is None:
        return None
    payload = node.payload
    area, supervising = (
        (payload.area, payload.supervising)
        if isinstance(payload, AuthorityPayload)
        else ("", False)
    )
    shown = node.public, node.effective, node.expires
    return node.path, node.title, *shown, node.portal_type, area, supervising


def _assigned(
    assigned: Mapping[str, Assigned], touched: Iterable[str], tree: ContentTree
) -> Mapping[str, Assigned]:
    """The records of all responsibilities, those of ``touched`` made anew."""
    found = dict(assigned)
    for uid in touched:
        found.pop(uid, None)
        node = tree.nodes.get(uid)
        if node is not None and isinstance(node.payload, ResponsibilityPayload):
            record = _record(node, tree)
            if record is not None:
                found[uid] = record
    return found


def _rules_of(
    uid: str,
    tree: ContentTree,
    naming: Naming,
    assigned: Mapping[str, Assigned],
    gazetteer: Gazetteer,
) -> ServiceRules | None:
    node = tree.nodes.get(uid)
    if node is None or not isinstance(node.payload, ServicePayload):
        return None
    return _rules(node, tree, naming, assigned, gazetteer)


def _rules(
    node: Node,
    tree: ContentTree,
    naming: Naming,
    assigned: Mapping[str, Assigned],
    gazetteer: Gazetteer,
) -> ServiceRules | None:
    """The compiled rules of one service; ``None`` where the public never sees it."""
    assert isinstance(node.payload, ServicePayload)
    window = tree.window(node)
    if window is None:
        return None
    service = replace(node.payload.definition, shown_from=window.first, shown_to=window.last)
    uids = sorted(naming.get(node.uid, ()))
    records = [assigned[uid] for uid in uids if uid in assigned]
    return compile_service(service, records, gazetteer)


def _record(node: Node, tree: ContentTree) -> Assigned | None:
    """A responsibility's record with holder and days of publication; ``None`` where it never shows."""
    payload = node.payload
    assert isinstance(payload, ResponsibilityPayload)
    holder = tree.holder(node)
    window = tree.window(node)
    if holder is None or window is None or not isinstance(holder.payload, AuthorityPayload):
        return None
    record = payload.record
    target = record.target or (holder.uid if record.effect is RecordEffect.RULE else "")
    if target:
        aim = tree.nodes.get(target)
        aim_window = tree.window(aim) if aim is not None else None
        if aim_window is None:
            return None
        window = window.meet(aim_window.first, aim_window.last)
    record = replace(
        record,
        target=target,
        holder=holder.uid,
        holder_area=holder.payload.area,
        supervising=holder.payload.supervising,
        shown_from=window.first,
        shown_to=window.last,
    )
    return record, tree.areas(node)
