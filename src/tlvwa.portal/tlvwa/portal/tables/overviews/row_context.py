"""What the rows of a table are made from: the read models as one person sees them on one day."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node
from tlvwa.portal.readmodels.snapshot import Snapshot

SERVICE = "tlvwa.portal.Service"
AUTHORITY = "tlvwa.portal.Authority"
RECORD = "tlvwa.portal.Responsibility"


class CatalogData(Protocol):
    """What the catalog knows of an object and the read models do not."""

    titles: Sequence[tuple[str, str]]

    def state(self, node: Node) -> str:
        """The state of the workflow, by its id; empty where it is not known."""

    def changed(self, node: Node) -> date | None:
        """The day of the last change."""

    def moment(self, node: Node) -> int | None:
        """What to sort the last changes by."""


class RowContext:
    """The nodes one person sees (``see`` chooses them), and what follows from where they stand."""

    def __init__(
        self,
        snapshot: Snapshot,
        day: date,
        see: Callable[[list[Node]], Iterable[Node]],
        catalogued: CatalogData,
    ) -> None:
        self.snapshot = snapshot
        self.day = day
        self.catalogued = catalogued
        self._see = see
        self._seen: dict[str, dict[str, Node]] = {}
        self._ladders: dict[str, tuple[str, ...]] = {}

    def nodes(self, portal_type: str) -> Iterable[Node]:
        """The nodes of a type that the person sees."""
        return self._of(portal_type).values()

    def sees(self, uid: str) -> bool:
        """Whether the person sees an object."""
        node = self.snapshot.nodes.get(uid)
        return node is not None and uid in self._of(node.portal_type)

    def titles(self, uids: Iterable[str]) -> tuple[str, ...]:
        """The titles of those of some objects that the person sees."""
        return tuple(self.snapshot.nodes[uid].title for uid in uids if self.sees(uid))

    def records(self, service: str) -> int:
        """How many records the person sees that name a service."""
        return sum(map(self.sees, self.snapshot.naming.get(service, ())))

    def holder(self, node: Node) -> Node | None:
        """The authority around a record."""
        return self.snapshot.tree.holder(node)

    def areas(self, node: Node) -> tuple[str, ...]:
        """The keys of the areas that a record is for: its own, or its authority's."""
        holder = self.holder(node)
        payload = holder.payload if holder is not None else None
        own = (payload.area,) if isinstance(payload, AuthorityPayload) and payload.area else ()
        return node.payload.areas or own  # type: ignore[union-attr]

    def area_name(self, key: str) -> str:
        """The name of an area; the key where nothing has it."""
        try:
            return self.snapshot.gazetteer.parse(key).name if key else ""
        except AreaError:
            return key

    def lies_in(self, key: str, area: str) -> bool:
        """Whether the area of a key is ``area`` or lies in it."""
        if key not in self._ladders:
            self._ladders[key] = self._ladder(key)
        return self.snapshot.gazetteer.place(area) in self._ladders[key]

    @cached_property
    def states(self) -> dict[str, str]:
        """The titles of the states by their ids."""
        return dict(self.catalogued.titles)

    def state(self, node: Node) -> str:
        """The title of an object's state."""
        state = self.catalogued.state(node)
        return self.states.get(state, state)

    def _of(self, portal_type: str) -> dict[str, Node]:
        if portal_type not in self._seen:
            nodes = [n for n in self.snapshot.nodes.values() if n.portal_type == portal_type]
            self._seen[portal_type] = {node.uid: node for node in self._see(nodes)}
        return self._seen[portal_type]

    def _ladder(self, key: str) -> tuple[str, ...]:
        gazetteer = self.snapshot.gazetteer
        try:
            return gazetteer.ladder(gazetteer.parse(key).key) if key else ()
        except AreaError:
            return ()
