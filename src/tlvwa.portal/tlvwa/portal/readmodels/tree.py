"""All nodes of a site, by UID and by path, and what follows from where they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    SpecialisationPayload,
    VariantPayload,
)


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


class ContentTree:
    """All nodes of a site by UID and by path, and what follows from where they stand."""

    def __init__(self, nodes: Mapping[str, Node], root: str) -> None:
        self.nodes = nodes
        self.root = root
        self.by_path = {node.path: node for node in nodes.values()}
        self._children: dict[str, list[Node]] | None = None
        self._containers: dict[str, Window | None] = {}

    def replace(self, changes: Mapping[str, Node | None]) -> "ContentTree":
        """The tree with some nodes put in, moved, or (``None``) taken out."""
        tree = ContentTree({}, self.root)
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
        """When the node is shown to the public (spec:public-on-day); ``None``: never."""
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
