"""The context that the rows of a table are made from: a snapshot as a person sees it on a day."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.snapshot import Snapshot

SERVICE = "tlvwa.portal.Service"
AUTHORITY = "tlvwa.portal.Authority"
RECORD = "tlvwa.portal.Responsibility"


class CatalogData(Protocol):
    """What the catalog knows of an object and the read models do not."""

    @property
    def titles(self) -> Sequence[tuple[str, str]]:
        """The workflow states as ``(id, title)``, in order."""

    def state(self, node: Node) -> str:
        """Return the id of the workflow state; empty if it is not known."""

    def changed(self, node: Node) -> date | None:
        """Return the day of the last change."""

    def moment(self, node: Node) -> int | None:
        """Return the sort key of the last change."""


class RowContext:
    """The nodes that a person sees (``see`` selects them), and what is derived from their location."""

    def __init__(
        self,
        snapshot: Snapshot,
        day: date,
        see: Callable[[list[Node]], Iterable[Node]],
        catalog_data: CatalogData,
    ) -> None:
        self.snapshot = snapshot
        self.day = day
        self.catalog_data = catalog_data
        self._see = see
        self._visible: dict[str, dict[str, Node]] = {}
        self._ladders: dict[str, tuple[str, ...]] = {}

    def nodes(self, portal_type: str) -> Iterable[Node]:
        """Return the nodes of a type that the person sees."""
        return self._visible_nodes(portal_type).values()

    def sees(self, uid: str) -> bool:
        """True if the person sees an object."""
        node = self.snapshot.nodes.get(uid)
        return node is not None and uid in self._visible_nodes(node.portal_type)

    def titles(self, uids: Iterable[str]) -> tuple[str, ...]:
        """Return the titles of those objects that the person sees."""
        return tuple(self.snapshot.nodes[uid].title for uid in uids if self.sees(uid))

    def records(self, service: str) -> int:
        """Return how many records of a service the person sees."""
        return sum(map(self.sees, self.snapshot.responsibilities_by_service.get(service, ())))

    def holder(self, node: Node) -> Node | None:
        """Return the authority that contains a record."""
        return self.snapshot.tree.holder(node)

    def areas(self, node: Node) -> tuple[str, ...]:
        """Return the area keys of a record: its own or those of its status, else its authority's."""
        return self.snapshot.tree.areas(node)

    def area_name(self, key: str) -> str:
        """Return the name of an area; the key if it is unknown."""
        try:
            return self.snapshot.gazetteer.parse(key).name if key else ""
        except AreaError:
            return key

    def is_in_area(self, key: str, area: str) -> bool:
        """True if the area of a key is ``area`` or is in it."""
        if key not in self._ladders:
            self._ladders[key] = self._ladder(key)
        return self.snapshot.gazetteer.canonical_key(area) in self._ladders[key]

    @cached_property
    def states(self) -> dict[str, str]:
        """The titles of the workflow states by their ids."""
        return dict(self.catalog_data.titles)

    def state(self, node: Node) -> str:
        """Return the title of an object's state."""
        state = self.catalog_data.state(node)
        return self.states.get(state, state)

    def _visible_nodes(self, portal_type: str) -> dict[str, Node]:
        if portal_type not in self._visible:
            nodes = [n for n in self.snapshot.nodes.values() if n.portal_type == portal_type]
            self._visible[portal_type] = {node.uid: node for node in self._see(nodes)}
        return self._visible[portal_type]

    def _ladder(self, key: str) -> tuple[str, ...]:
        gazetteer = self.snapshot.gazetteer
        try:
            return gazetteer.ancestors(gazetteer.parse(key).key) if key else ()
        except AreaError:
            return ()
