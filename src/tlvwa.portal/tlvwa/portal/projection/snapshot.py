"""The read models of one site at one journal entry: immutable, built whole or from the one before."""

from collections.abc import Iterable, Mapping
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
)
from tlvwa.portal.search.index import Document, SearchIndex


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which something is shown: from the first (inclusive) to the last (exclusive)."""

    first: date | None = None
    last: date | None = None

    def meet(self, first: date | None, last: date | None) -> "Window":
        """The days on which both are shown."""
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

    def lineage(self, node: Node) -> Iterable[Node | None]:
        """The node and everything it lies in, up to the site; ``None`` for a container not known."""
        yield node
        path = node.parent_path
        while len(path) >= len(self.root):
            yield self.by_path.get(path)
            path = path.rpartition("/")[0]

    def window(self, node: Node) -> Window | None:
        """When the node is shown to the public; ``None``: never."""
        window = Window()
        for step in self.lineage(node):
            if step is None or not step.public:
                return None
            window = window.meet(step.effective, step.expires)
        return window

    def holder(self, node: Node) -> Node | None:
        """The nearest authority around a node."""
        for step in self.lineage(node):
            if step is not None and isinstance(step.payload, AuthorityPayload):
                return step
        return None

    def children(self, path: str) -> list[Node]:
        """The nodes that lie directly in ``path``."""
        if self._children is None:
            children: dict[str, list[Node]] = {}
            for node in self.nodes.values():
                children.setdefault(node.parent_path, []).append(node)
            self._children = children
        return self._children.get(path, [])


class Snapshot:
    """Everything a face needs to answer, at one journal entry. Never changed once made."""

    def __init__(
        self,
        stamp: Stamp,
        gazetteer: Gazetteer,
        tree: Tree,
        rulebook: RuleBook,
        index: SearchIndex,
        naming: Mapping[str, frozenset[str]],
    ) -> None:
        self.stamp = stamp
        self.gazetteer = gazetteer
        self.tree = tree
        self.rulebook = rulebook
        self.index = index
        self.naming = naming  # service -> the responsibilities that name it
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
        naming = _naming(tree.nodes)
        services = {
            node.uid: _rules(node, tree, naming, gazetteer)
            for node in tree.nodes.values()
            if isinstance(node.payload, ServicePayload)
        }
        index = SearchIndex(
            {uid: document for uid in services if (document := _document(uid, tree))}
        )
        return cls(stamp, gazetteer, tree, RuleBook().replace(services), index, naming)

    def follow(self, stamp: Stamp, changes: Mapping[str, Node | None]) -> "Snapshot":
        """The models after some nodes were written or (``None``) removed."""
        nodes = dict(self.nodes)
        for uid, node in changes.items():
            if node is None:
                nodes.pop(uid, None)
            else:
                nodes[uid] = node
        tree = Tree(nodes, self.tree.root)
        naming = _naming(nodes) if self._renames(changes) else self.naming
        touched = self._touched(changes, tree, naming)
        rules = {uid: _rules_of(uid, tree, naming, self.gazetteer) for uid in touched}
        index = self.index.replace({uid: _document(uid, tree) for uid in touched})
        rulebook = self.rulebook.replace(rules) if rules else self.rulebook
        return Snapshot(stamp, self.gazetteer, tree, rulebook, index, naming)

    def _renames(self, changes: Mapping[str, Node | None]) -> bool:
        """Whether a change can alter which responsibilities name which services."""
        return any(
            isinstance(node.payload, ResponsibilityPayload)
            for uid, new in changes.items()
            for node in (self.nodes.get(uid), new)
            if node is not None
        )

    def _touched(
        self, changes: Mapping[str, Node | None], tree: Tree, naming: Mapping[str, frozenset[str]]
    ) -> set[str]:
        """The services whose compiled rules or search entry a change can alter."""
        touched: set[str] = set()
        moved: list[Node] = []
        for uid, new in changes.items():
            old = self.nodes.get(uid)
            for node in (old, new):
                if node is not None and isinstance(node.payload, ServicePayload):
                    touched.add(uid)
                elif node is not None and isinstance(node.payload, ResponsibilityPayload):
                    touched.update(node.payload.services)
            if _place_in_site(old) != _place_in_site(new):
                moved.extend(node for node in (old, new) if node is not None)
        for node in moved:
            touched |= self._beneath(node, tree, naming)
        return touched

    def _beneath(self, node: Node, tree: Tree, naming: Mapping[str, frozenset[str]]) -> set[str]:
        """The services that lie under a node, and those named by records under it or pointing to it."""
        prefix = node.path + "/"
        found: set[str] = set()
        for each in (*tree.nodes.values(), *self.nodes.values()):
            payload = each.payload
            if isinstance(payload, ServicePayload) and each.path.startswith(prefix):
                found.add(each.uid)
            elif isinstance(payload, ResponsibilityPayload) and (
                each.path.startswith(prefix) or payload.record.target == node.uid
            ):
                found.update(payload.services)
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


def _naming(nodes: Mapping[str, Node]) -> dict[str, frozenset[str]]:
    naming: dict[str, set[str]] = {}
    for node in nodes.values():
        if isinstance(node.payload, ResponsibilityPayload):
            for service in node.payload.services:
                naming.setdefault(service, set()).add(node.uid)
    return {service: frozenset(uids) for service, uids in naming.items()}


def _rules_of(
    uid: str, tree: Tree, naming: Mapping[str, frozenset[str]], gazetteer: Gazetteer
) -> ServiceRules | None:
    node = tree.nodes.get(uid)
    if node is None or not isinstance(node.payload, ServicePayload):
        return None
    return _rules(node, tree, naming, gazetteer)


def _rules(
    node: Node, tree: Tree, naming: Mapping[str, frozenset[str]], gazetteer: Gazetteer
) -> ServiceRules | None:
    """The compiled rules of one service; ``None`` where the public never sees it."""
    assert isinstance(node.payload, ServicePayload)
    window = tree.window(node)
    if window is None:
        return None
    service = replace(node.payload.definition, shown_from=window.first, shown_to=window.last)
    records = [
        compiled
        for uid in sorted(naming.get(node.uid, ()))
        if (compiled := _record(tree.nodes[uid], tree)) is not None
    ]
    return compile_service(service, records, gazetteer)


def _record(node: Node, tree: Tree) -> tuple[Record, tuple[str, ...]] | None:
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
    areas = payload.areas or ((holder.payload.area,) if holder.payload.area else ())
    return record, areas


def _document(uid: str, tree: Tree) -> Document | None:
    """The search entry of a service; ``None`` where the public never sees it."""
    node = tree.nodes.get(uid)
    if node is None or not isinstance(node.payload, ServicePayload):
        return None
    window = tree.window(node)
    if window is None:
        return None
    payload = node.payload
    return Document(
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
