"""What other content loses when objects are removed, from the snapshot."""

from collections.abc import Iterable
from dataclasses import dataclass

from tlvwa.portal.readmodels.payloads import (
    FundingPayload,
    Node,
    PublicationPayload,
    ResponsibilityPayload,
    ServicePayload,
    SpecialisationPayload,
)
from tlvwa.portal.readmodels.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Consequences:
    """The nodes that lose something, each list by title.

    ``ending``: records that are removed with the object they are in; ``pointing``: records
    elsewhere that refer to what is removed, as an authority, an online service or a form;
    ``naming``: records of removed services; ``derived``: services that a removed one answers for;
    ``local``: specialisations that are removed, or whose service is; ``citing``: publications and
    funding programmes that name what is removed.
    """

    ending: tuple[Node, ...] = ()
    pointing: tuple[Node, ...] = ()
    naming: tuple[Node, ...] = ()
    derived: tuple[Node, ...] = ()
    local: tuple[Node, ...] = ()
    citing: tuple[Node, ...] = ()

    @property
    def nodes(self) -> frozenset[Node]:
        """All of them, each once."""
        return frozenset(
            (*self.ending, *self.pointing, *self.naming, *self.derived, *self.local, *self.citing)
        )

    def __bool__(self) -> bool:
        return bool(self.nodes)


def consequences(snapshot: Snapshot, uids: set[str]) -> Consequences:
    """Return what is lost when the objects with these UIDs and all their contents are removed."""
    tops = tuple(snapshot.nodes[uid].path for uid in uids if uid in snapshot.nodes)
    removed = {
        node.uid
        for node in snapshot.nodes.values()
        if any(node.path == top or node.path.startswith(top + "/") for top in tops)
    }
    records = [
        (node, node.payload)
        for node in snapshot.nodes.values()
        if isinstance(node.payload, ResponsibilityPayload)
    ]
    remaining = [(node, payload) for node, payload in records if node.uid not in removed]
    return Consequences(
        ending=_by_title(
            node
            for node, payload in records
            if node.uid in removed and not removed.issuperset(payload.services)
        ),
        pointing=_by_title(node for node, payload in remaining if payload.record.target in removed),
        naming=_by_title(
            node for node, payload in remaining if not removed.isdisjoint(payload.services)
        ),
        derived=_by_title(
            node
            for node in snapshot.nodes.values()
            if node.uid not in removed
            and isinstance(node.payload, ServicePayload)
            and node.payload.definition.parent in removed
        ),
        local=_by_title(
            node
            for node in snapshot.nodes.values()
            if isinstance(node.payload, SpecialisationPayload)
            and (node.uid in removed) != (node.payload.service in removed)
        ),
        citing=_by_title(
            node
            for node in snapshot.nodes.values()
            if node.uid not in removed
            and isinstance(node.payload, PublicationPayload | FundingPayload)
            and not removed.isdisjoint(node.payload.referenced_uids)
        ),
    )


def _by_title(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(sorted(nodes, key=lambda node: (node.title.casefold(), node.path)))
