"""What other content loses when some of it goes, read from the read models."""

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

    ``ending``: records that go with what they lie in; ``pointing``: records elsewhere that refer to
    what goes, as an authority, an online service or a form; ``naming``: records of services that go;
    ``derived``: services that are answered by one that goes; ``local``: specialisations that go, or
    whose service does; ``citing``: publications and funding programmes that name what goes.
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
    """What is lost when the objects with these UIDs go, with all that lies in them."""
    tops = tuple(snapshot.nodes[uid].path for uid in uids if uid in snapshot.nodes)
    going = {
        node.uid
        for node in snapshot.nodes.values()
        if any(node.path == top or node.path.startswith(top + "/") for top in tops)
    }
    records = [
        node for node in snapshot.nodes.values() if isinstance(node.payload, ResponsibilityPayload)
    ]
    staying = [node for node in records if node.uid not in going]
    return Consequences(
        ending=_by_title(
            node
            for node in records
            if node.uid in going and not going.issuperset(node.payload.services)
        ),
        pointing=_by_title(node for node in staying if node.payload.record.target in going),
        naming=_by_title(node for node in staying if not going.isdisjoint(node.payload.services)),
        derived=_by_title(
            node
            for node in snapshot.nodes.values()
            if node.uid not in going
            and isinstance(node.payload, ServicePayload)
            and node.payload.definition.parent in going
        ),
        local=_by_title(
            node
            for node in snapshot.nodes.values()
            if isinstance(node.payload, SpecialisationPayload)
            and (node.uid in going) != (node.payload.service in going)
        ),
        citing=_by_title(
            node
            for node in snapshot.nodes.values()
            if node.uid not in going
            and isinstance(node.payload, PublicationPayload | FundingPayload)
            and not going.isdisjoint(node.payload.named)
        ),
    )


def _by_title(nodes):
    return tuple(sorted(nodes, key=lambda node: (node.title.casefold(), node.path)))
