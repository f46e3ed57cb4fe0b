"""The authorities that the current user edits as a municipal editor, and their areas."""

from collections.abc import Iterable

from plone import api

from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node, payload_of
from tlvwa.portal.readmodels.tree import ContentTree


def own_authorities(nodes: Iterable[Node]) -> list[Node]:
    """Return the authority nodes among ``nodes`` that the current user edits, by title."""
    user = api.user.get_current()
    principals = {user.getId(), *user.getGroups()}
    authorities = [
        node
        for node in nodes
        if principals.intersection(payload_of(node, AuthorityPayload).editors)
    ]
    return sorted(authorities, key=lambda node: (node.title.casefold(), node.uid))


def nearest_area(tree: ContentTree, node: Node) -> str:
    """Return the area key of an authority, else of the nearest authority above it; else empty."""
    for ancestor in tree.lineage(node):
        payload = ancestor.payload if ancestor is not None else None
        if isinstance(payload, AuthorityPayload) and payload.area:
            return payload.area
    return ""
