"""Where addresses stand: the links of what the public sees, from the read models."""

from collections.abc import Container, Iterator
from datetime import date

from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.snapshot import Snapshot


def links_of(node: Node) -> tuple[str, ...]:
    """The addresses that an object names: in fields of their own, then in its texts."""
    payload = node.payload
    named = (getattr(payload, name, "") for name in ("website", "url", "link"))
    return tuple(filter(None, (*named, *getattr(payload, "links", ()))))


def public_links(models: Snapshot, today: date) -> Iterator[tuple[str, Node]]:
    """Every address that the public sees on ``today``, each time with what it stands in."""
    for node in models.nodes.values():
        links = links_of(node)
        if links and models.is_public(node.uid, today):
            for address in dict.fromkeys(links):
                if address.startswith(("http://", "https://")):
                    yield address, node


def standing(models: Snapshot, today: date, wanted: Container[str]) -> dict[str, list[Node]]:
    """What the public finds each of some addresses in, by path."""
    found: dict[str, list[Node]] = {}
    for address, node in public_links(models, today):
        if address in wanted:
            found.setdefault(address, []).append(node)
    for nodes in found.values():
        nodes.sort(key=lambda node: node.path)
    return found
