"""The read models of one site at one journal entry: immutable, built whole or from the one before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.finder.records import Effect, Record
from tlvwa.portal.finder.resolver import Resolver
from tlvwa.portal.finder.rulebook import RuleBook, ServiceRules, compile_service
from tlvwa.portal.projection.documents import page_documents, service_documents
from tlvwa.portal.projection.journal import Stamp
from tlvwa.portal.projection.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    ServicePayload,
    SpecialisationPayload,
)
from tlvwa.portal.projection.tree import Tree
from tlvwa.portal.search.configuration import Words
from tlvwa.portal.search.index import SearchIndex
from tlvwa.portal.search.suggestions import Suggestions

Naming = Mapping[str, frozenset[str]]
Named = Callable[[Node | None], set[str]]  # the services that a node names
Assigned = tuple[Record, tuple[str, ...]]  # a record and the keys of the areas it is for


class Snapshot:
    """Everything a face needs to answer, at one journal entry. Never changed once made."""

    def __init__(
        self,
        stamp: Stamp,
        gazetteer: Gazetteer,
        tree: Tree,
        rulebook: RuleBook,
        index: SearchIndex,
        pages: SearchIndex,
        naming: Naming,
        specialising: Naming,
        assigned: Mapping[str, Assigned],
    ) -> None:
        self.stamp = stamp
        self.gazetteer = gazetteer
        self.tree = tree
        self.rulebook = rulebook
        self.index = index  # of services
        self.pages = pages  # of authorities, publications, funding programmes and pages
        self.naming = naming  # service -> the responsibilities that name it
        self.specialising = specialising  # service -> its specialisations
        self.assigned = assigned  # responsibility -> its record, where it ever shows
        self.resolver = Resolver(gazetteer, rulebook)

    @cached_property
    def services_suggested(self) -> Suggestions:
        """Services while somebody types; made when first asked for."""
        return Suggestions(self.index)

    @cached_property
    def authorities_suggested(self) -> Suggestions:
        """Authorities likewise."""
        return Suggestions(self.pages, "authority")

    @property
    def nodes(self) -> Mapping[str, Node]:
        """All nodes by UID."""
        return self.tree.nodes

    def same_as(self, other: "Snapshot") -> bool:
        """Whether two snapshots hold the same, by value."""
        return (
            dict(self.nodes) == dict(other.nodes)
            and self.rulebook == other.rulebook
            and self.index == other.index
            and self.pages == other.pages
            and dict(self.naming) == dict(other.naming)
            and dict(self.specialising) == dict(other.specialising)
            and dict(self.assigned) == dict(other.assigned)
        )

    def is_public(self, uid: str, today: date) -> bool:
        """Whether the public may see the object today."""
        node = self.nodes.get(uid)
        window = self.tree.window(node) if node else None
        return window is not None and today in window

    @classmethod
    def build(
        cls,
        stamp: Stamp,
        gazetteer: Gazetteer,
        nodes: Iterable[Node],
        root: str,
        words: Words | None = None,
    ) -> "Snapshot":
        """The models made from nothing but the nodes, and the words of the site's search."""
        tree = Tree({node.uid: node for node in nodes}, root)
        naming, assigned = _naming(tree.nodes, _named), _assigned({}, tree.nodes, tree)
        specialising = _naming(tree.nodes, _specialised)
        services = {
            node.uid: _rules(node, tree, naming, assigned, gazetteer)
            for node in tree.nodes.values()
            if isinstance(node.payload, ServicePayload)
        }
        found = {
            uid: service_documents(uid, tree, _holders(uid, naming, assigned)) for uid in services
        }
        index = SearchIndex(found, words)
        pages = SearchIndex({uid: page_documents(uid, tree) for uid in tree.nodes}, words)
        rulebook = RuleBook().replace(services)
        return cls(stamp, gazetteer, tree, rulebook, index, pages, naming, specialising, assigned)

    def follow(
        self, stamp: Stamp, changes: Mapping[str, Node | None], words: Words | None = None
    ) -> "Snapshot":
        """The models after some nodes were written or (``None``) removed, or the search got other words."""
        tree = self.tree.replace(changes)
        touched = self._touched(changes, tree)
        naming = _renamed(self.naming, self.nodes, changes, _named)
        specialising = _renamed(self.specialising, self.nodes, changes, _specialised)
        assigned = _assigned(self.assigned, touched, tree)
        services = self._services(touched, tree)
        rules = {uid: _rules_of(uid, tree, naming, assigned, self.gazetteer) for uid in services}
        found = {
            uid: service_documents(uid, tree, _holders(uid, naming, assigned)) for uid in services
        }
        index = self.index.replace(found)
        pages = self.pages.replace(
            {uid: page_documents(uid, tree) for uid in self._pages(touched, tree)}
        )
        if words is not None:
            index, pages = index.with_words(words), pages.with_words(words)
        rulebook = self.rulebook.replace(rules) if rules else self.rulebook
        snapshot = Snapshot(
            stamp, self.gazetteer, tree, rulebook, index, pages, naming, specialising, assigned
        )
        snapshot._keep_suggestions(self)
        return snapshot

    def _keep_suggestions(self, before: "Snapshot") -> None:
        """Take over what was made of the same index."""
        made = vars(before)
        for name, same in (
            ("services_suggested", self.index is before.index),
            ("authorities_suggested", self.pages is before.pages),
        ):
            if same and name in made:
                vars(self)[name] = made[name]

    def _touched(self, changes: Mapping[str, Node | None], tree: Tree) -> set[str]:
        """The services and responsibilities that a change is made to, or that depend on what is."""
        touched = set(changes)
        for uid, new in changes.items():
            old = self.nodes.get(uid)
            if _place_in_site(old) != _place_in_site(new):
                for node in (old, new):
                    if node is not None:
                        touched |= self.tree.dependent(node) | tree.dependent(node)
        return touched

    def _services(self, touched: Iterable[str], tree: Tree) -> set[str]:
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

    def _pages(self, touched: Iterable[str], tree: Tree) -> set[str]:
        """What of ``touched`` the search over pages may hold, and what variants among them are for."""
        found: set[str] = set()
        for uid in touched:
            for its in (self.tree, tree):
                node = its.nodes.get(uid)
                told = its.original(node) or node
                if told is not None:
                    found.add(told.uid)
        return found


def _holders(uid: str, naming: Naming, assigned: Mapping[str, Assigned]) -> set[str]:
    """The authorities that are responsible for a service, where the public ever sees it."""
    return {assigned[each][0].holder for each in naming.get(uid, ()) if each in assigned}


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


def _naming(nodes: Mapping[str, Node], named: Named) -> Naming:
    naming: dict[str, set[str]] = {}
    for node in nodes.values():
        for service in named(node):
            naming.setdefault(service, set()).add(node.uid)
    return {service: frozenset(uids) for service, uids in naming.items()}


def _renamed(
    naming: Naming,
    nodes: Mapping[str, Node],
    changes: Mapping[str, Node | None],
    named: Named,
) -> Naming:
    """The naming after some nodes of ``nodes`` were changed."""
    found = dict(naming)
    for uid, new in changes.items():
        before, after = named(nodes.get(uid)), named(new)
        for service in before - after:
            found[service] -= {uid}
            if not found[service]:
                del found[service]
        for service in after - before:
            found[service] = found.get(service, frozenset()) | {uid}
    return found


def _named(node: Node | None) -> set[str]:
    """The services that a responsibility names."""
    payload = node.payload if node is not None else None
    return set(payload.services) if isinstance(payload, ResponsibilityPayload) else set()


def _specialised(node: Node | None) -> set[str]:
    """The service that a specialisation is for."""
    payload = node.payload if node is not None else None
    return {payload.service} if isinstance(payload, SpecialisationPayload) else set()


def _assigned(
    assigned: Mapping[str, Assigned], touched: Iterable[str], tree: Tree
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
    tree: Tree,
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
    tree: Tree,
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


def _record(node: Node, tree: Tree) -> Assigned | None:
    """A responsibility's record with holder and days of publication; ``None`` where it never shows."""
    payload = node.payload
    assert isinstance(payload, ResponsibilityPayload)
    holder = tree.holder(node)
    window = tree.window(node)
    if holder is None or window is None or not isinstance(holder.payload, AuthorityPayload):
        return None
    record = payload.record
    target = record.target or (holder.uid if record.effect is Effect.RULE else "")
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
