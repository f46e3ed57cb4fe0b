"""The sources of links: which addresses are in public content, from a snapshot."""

from collections.abc import Container, Iterator
from datetime import date

from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.snapshot import Snapshot


def links_of(node: Node) -> tuple[str, ...]:
    """Return the addresses in an object: in fields of their own, then in its texts."""
    payload = node.payload
    own = (getattr(payload, name, "") for name in ("website", "url", "link"))
    return tuple(filter(None, (*own, *getattr(payload, "links", ()))))


def public_links(snapshot: Snapshot, today: date) -> Iterator[tuple[str, Node]]:
    """Yield every address that is public on ``today`` with each node that contains it."""
    for node in snapshot.nodes.values():
        links = links_of(node)
        if links and snapshot.is_public(node.uid, today):
            for address in dict.fromkeys(links):
                if address.startswith(("http://", "https://")):
                    yield address, node


def nodes_by_address(
    snapshot: Snapshot, today: date, wanted: Container[str]
) -> dict[str, list[Node]]:
    """Return the public nodes that contain each of the addresses ``wanted``, by path."""
    by_address: dict[str, list[Node]] = {}
    for address, node in public_links(snapshot, today):
        if address in wanted:
            by_address.setdefault(address, []).append(node)
    for nodes in by_address.values():
        nodes.sort(key=lambda node: node.path)
    return by_address
