"""The read models of one site at one journal entry: immutable, built whole or from the one before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.finder.records import Effect, Record
from tlvwa.portal.finder.resolver import Resolver
from tlvwa.portal.finder.rulebook import RuleBook, ServiceRules, compile_service
from tlvwa.portal.projection.journal import Stamp
from tlvwa.portal.projection.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    ServicePayload,
    SpecialisationPayload,
    VariantPayload,
)
from tlvwa.portal.search.index import Document, SearchIndex

Naming = Mapping[str, frozenset[str]]
Named = Callable[[Node | None], set[str]]  # the services that a node names
Assigned = tuple[Record, tuple[str, ...]]  # a record and the keys of the areas it is for


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which something is shown: from the first (inclusive) to the last (exclusive)."""

    first: date | None = None
    last: date | None = None

    def meet(self, first: date | None, last: date | None) -> "Window":
        """The days on which both are shown."""
        if first is None and last is None:
            return self
        return Window(
            max(filter(None, (self.first, first)), default=None),
            min(filter(None, (self.last, last)), default=None),
        )

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day < self.last)


class Tree:
    """All nodes of a site by UID and by path, and what follows from where they stand."""

    def __init__(self, nodes: Mapping[str, Node], root: str) -> None:
        self.nodes = nodes
        self.root = root
        self.by_path = {node.path: node for node in nodes.values()}
        self._children: dict[str, list[Node]] | None = None
        self._containers: dict[str, Window | None] = {}

    def replace(self, changes: Mapping[str, Node | None]) -> "Tree":
        """The tree with some nodes put in, moved, or (``None``) taken out."""
        tree = Tree({}, self.root)
        nodes, tree.by_path = dict(self.nodes), dict(self.by_path)
        for uid in changes:
            old = nodes.pop(uid, None)
            if old is not None and tree.by_path.get(old.path) is old:
                del tree.by_path[old.path]
        for uid, node in changes.items():
            if node is not None:
                nodes[uid] = tree.by_path[node.path] = node
        tree.nodes = nodes
        return tree

    def lineage(self, node: Node) -> Iterable[Node | None]:
        """The node and everything it lies in, up to the site; ``None`` for a container not known."""
        yield node
        path = node.parent_path
        while len(path) >= len(self.root):
            yield self.by_path.get(path)
            path = path.rpartition("/")[0]

    def window(self, node: Node) -> Window | None:
        """When the node is shown to the public; ``None``: never."""
        around = self._around(node.parent_path) if node.public else None
        return around.meet(node.effective, node.expires) if around is not None else None

    def _around(self, path: str) -> Window | None:
        """When a container of that path is shown; looked up once for all that lies in it."""
        if len(path) < len(self.root):
            return Window()
        if path not in self._containers:
            container = self.by_path.get(path)
            self._containers[path] = self.window(container) if container is not None else None
        return self._containers[path]

    def holder(self, node: Node) -> Node | None:
        """The nearest authority around a node."""
        for step in self.lineage(node):
            if step is not None and isinstance(step.payload, AuthorityPayload):
                return step
        return None

    def areas(self, node: Node) -> tuple[str, ...]:
        """The keys of the areas that a responsibility or a specialisation is for, as they are written.

        Its own, or that of the nearest authority around it; none where neither has one.
        """
        holder, payload = self.holder(node), node.payload
        if isinstance(payload, ResponsibilityPayload | SpecialisationPayload) and payload.areas:
            return payload.areas
        own = holder.payload.area if holder and isinstance(holder.payload, AuthorityPayload) else ""
        return (own,) if own else ()

    def dependent(self, node: Node) -> set[str]:
        """What lies in a node, and the responsibilities that point to it or to something in it."""
        prefix = node.path + "/"
        inside = {uid for uid, each in self.nodes.items() if each.path.startswith(prefix)}
        aims = inside | {node.uid}
        return inside | {
            uid
            for uid, each in self.nodes.items()
            if isinstance(each.payload, ResponsibilityPayload)
            and each.payload.record.target in aims
        }

    def children(self, path: str) -> list[Node]:
        """The nodes that lie directly in ``path``."""
        if self._children is None:
            children: dict[str, list[Node]] = {}
            for node in self.nodes.values():
                children.setdefault(node.parent_path, []).append(node)
            self._children = children
        return self._children.get(path, [])

    def variants(self, path: str) -> list[Node]:
        """The text variants of the service, authority or page at a path, public or not."""
        return [each for each in self.children(path) if isinstance(each.payload, VariantPayload)]

    def original(self, node: Node | None) -> Node | None:
        """What a text variant is a variant of; ``None`` for anything else."""
        if node is None or not isinstance(node.payload, VariantPayload):
            return None
        return self.by_path.get(node.parent_path)


class Snapshot:
    """Everything a face needs to answer, at one journal entry. Never changed once made."""

    def __init__(
        self,
        stamp: Stamp,
        gazetteer: Gazetteer,
        tree: Tree,
        rulebook: RuleBook,
        index: SearchIndex,
        naming: Naming,
        specialising: Naming,
        assigned: Mapping[str, Assigned],
    ) -> None:
        self.stamp = stamp
        self.gazetteer = gazetteer
        self.tree = tree
        self.rulebook = rulebook
        self.index = index
        self.naming = naming  # service -> the responsibilities that name it
        self.specialising = specialising  # service -> its specialisations
        self.assigned = assigned  # responsibility -> its record, where it ever shows
        self.resolver = Resolver(gazetteer, rulebook)

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
        cls, stamp: Stamp, gazetteer: Gazetteer, nodes: Iterable[Node], root: str
    ) -> "Snapshot":
        """The models made from nothing but the nodes."""
        tree = Tree({node.uid: node for node in nodes}, root)
        naming, assigned = _naming(tree.nodes, _named), _assigned({}, tree.nodes, tree)
        specialising = _naming(tree.nodes, _specialised)
        services = {
            node.uid: _rules(node, tree, naming, assigned, gazetteer)
            for node in tree.nodes.values()
            if isinstance(node.payload, ServicePayload)
        }
        index = SearchIndex({uid: _documents(uid, tree) for uid in services})
        rulebook = RuleBook().replace(services)
        return cls(stamp, gazetteer, tree, rulebook, index, naming, specialising, assigned)

    def follow(self, stamp: Stamp, changes: Mapping[str, Node | None]) -> "Snapshot":
        """The models after some nodes were written or (``None``) removed."""
        tree = self.tree.replace(changes)
        touched = self._touched(changes, tree)
        naming = _renamed(self.naming, self.nodes, changes, _named)
        specialising = _renamed(self.specialising, self.nodes, changes, _specialised)
        assigned = _assigned(self.assigned, touched, tree)
        services = self._services(touched, tree)
        rules = {uid: _rules_of(uid, tree, naming, assigned, self.gazetteer) for uid in services}
        index = self.index.replace({uid: _documents(uid, tree) for uid in services})
        rulebook = self.rulebook.replace(rules) if rules else self.rulebook
        return Snapshot(
            stamp, self.gazetteer, tree, rulebook, index, naming, specialising, assigned
        )

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
    return node.path, node.public, node.effective, node.expires, node.portal_type, area, supervising


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


def _documents(uid: str, tree: Tree) -> tuple[Document, ...]:
    """The search entries of a service, its own and one for each text variant; none that never shows."""
    node = tree.nodes.get(uid)
    if node is None or not isinstance(node.payload, ServicePayload):
        return ()
    window = tree.window(node)
    if window is None:
        return ()
    payload = node.payload
    own = Document(
        uid=uid,
        title=node.title,
        names=(payload.leika_name, *payload.synonyms),
        text=payload.description,
        keys=payload.definition.leika_keys,
        audience=payload.audience,
        topics=payload.topics,
        shown_from=window.first,
        shown_to=window.last,
    )
    variants = sorted(tree.variants(node.path), key=lambda each: each.path)
    return own, *filter(None, (_variant_document(own, each, tree) for each in variants))


def _variant_document(own: Document, variant: Node, tree: Tree) -> Document | None:
    """The search entry of a service's text variant: found by its words, it stands for the service."""
    window = tree.window(variant)
    if window is None or not isinstance(variant.payload, VariantPayload):
        return None
    return replace(
        own,
        title=variant.title,
        names=(),
        text=variant.payload.description,
        keys=(),
        is_variant=True,
        shown_from=window.first,
        shown_to=window.last,
    )
