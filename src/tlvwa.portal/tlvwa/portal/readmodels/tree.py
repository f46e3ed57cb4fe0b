"""The tree of all nodes of a site: containers, contents, and what follows from them."""

from collections.abc import Iterable, Mapping

from tlvwa.portal.areas.statuses import municipalities_of
from tlvwa.portal.common.dates import Window
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    SpecialisationPayload,
    VariantPayload,
)


class ContentTree:
    """All nodes of a site by UID and by path. Immutable, except for what is computed on demand."""

    def __init__(self, nodes: Mapping[str, Node], root: str) -> None:
        self.nodes = nodes
        self.root = root
        self.by_path = {node.path: node for node in nodes.values()}
        self._children: dict[str, list[Node]] | None = None
        self._containers: dict[str, Window | None] = {}

    def replace(self, changes: Mapping[str, Node | None]) -> "ContentTree":
        """Return the tree with nodes added, moved, changed, or (``None``) removed."""
        tree = ContentTree({}, self.root)
        nodes, tree.by_path = dict(self.nodes), dict(self.by_path)
        # All old nodes are removed before new ones are added: one may have taken another's path.
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
        """Yield the node and its containers, up to the site; ``None`` for a container without a node."""
        yield node
        path = node.parent_path
        while len(path) >= len(self.root):
            yield self.by_path.get(path)
            path = path.rpartition("/")[0]

    def window(self, node: Node) -> Window | None:
        """Return the days on which the node is public (spec:public-on-day); ``None`` if never."""
        container = self._container_window(node.parent_path) if node.public else None
        return container.meet(node.effective, node.expires) if container is not None else None

    def _container_window(self, path: str) -> Window | None:
        """Return the window of the container at ``path``, computed once for all its contents."""
        if len(path) < len(self.root):
            return Window()
        if path not in self._containers:
            container = self.by_path.get(path)
            self._containers[path] = self.window(container) if container is not None else None
        return self._containers[path]

    def holder(self, node: Node) -> Node | None:
        """Return the nearest authority that contains the node, or is it."""
        for ancestor in self.lineage(node):
            if ancestor is not None and isinstance(ancestor.payload, AuthorityPayload):
                return ancestor
        return None

    def areas(self, node: Node) -> tuple[str, ...]:
        """Return the keys of the areas of a responsibility or specialisation, as they were entered.

        Its own, else the municipalities of its status, else those of the members of its holder, a
        Zweckverband, else the holder's own area; empty if there is none.
        """
        holder, payload = self.holder(node), node.payload
        if isinstance(payload, ResponsibilityPayload | SpecialisationPayload) and payload.areas:
            return payload.areas
        if isinstance(payload, ResponsibilityPayload) and payload.area_status:
            return municipalities_of(payload.area_status)
        if holder is None or not isinstance(holder.payload, AuthorityPayload):
            return ()
        return holder.payload.members or tuple(filter(None, (holder.payload.area,)))

    def dependents(self, node: Node) -> set[str]:
        """Return the UIDs of a node's contents, and of responsibilities that name it or one of them."""
        prefix = node.path + "/"
        inside = {uid for uid, other in self.nodes.items() if other.path.startswith(prefix)}
        targets = inside | {node.uid}
        return inside | {
            uid
            for uid, other in self.nodes.items()
            if isinstance(other.payload, ResponsibilityPayload)
            and not targets.isdisjoint(
                (other.payload.record.target, other.payload.record.principal)
            )
        }

    def children(self, path: str) -> list[Node]:
        """Return the nodes directly in the container at ``path``."""
        if self._children is None:
            children: dict[str, list[Node]] = {}
            for node in self.nodes.values():
                children.setdefault(node.parent_path, []).append(node)
            self._children = children
        return self._children.get(path, [])

    def variants(self, path: str) -> list[Node]:
        """Return the text variants of the object at ``path``, public or not."""
        return [node for node in self.children(path) if isinstance(node.payload, VariantPayload)]

    def original(self, node: Node | None) -> Node | None:
        """Return the object of which a node is a text variant; ``None`` if it is no text variant."""
        if node is None or not isinstance(node.payload, VariantPayload):
            return None
        return self.by_path.get(node.parent_path)
