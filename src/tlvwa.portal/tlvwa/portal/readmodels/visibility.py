"""Which nodes the current user may see or choose today (spec:visibility)."""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from AccessControl import getSecurityManager
from plone import api
from plone.dexterity.content import DexterityContent
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain

from tlvwa.portal.common.clock import today
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.journal import site_journal
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.snapshot import Snapshot

EDIT = "Modify portal content"
OTHER_DAYS = ("Access future portal content", "Access inactive portal content")


def all_visible_nodes(portal_types: Collection[str]) -> list[Node]:
    """Return the nodes of some types that the current user may choose, by title.

    These are public nodes, and drafts that the user may see. The list is empty if the add-on was
    uninstalled and some of its content is left.
    """
    if site_journal() is None:
        return []
    snapshot = site_snapshot()
    drafts = {brain.UID for brain in _brains(portal_type=list(portal_types))}
    nodes = [node for node in snapshot.nodes.values() if node.portal_type in portal_types]
    visible = _choosable(snapshot, nodes, drafts)
    return sorted(visible, key=lambda node: (node.title.casefold(), node.uid))


def visible_node(uid: str, portal_types: Collection[str]) -> Node | None:
    """Return a node of one of ``portal_types`` if the current user may choose it, else ``None``."""
    if site_journal() is None:
        return None
    snapshot = site_snapshot()
    node = snapshot.nodes.get(uid)
    if node is None or node.portal_type not in portal_types:
        return None
    drafts = {uid} if _brains(UID=uid) else set()
    return next(iter(_choosable(snapshot, [node], drafts)), None)


def filter_for_editors(nodes: Sequence[Node]) -> list[Node]:
    """Return those of ``nodes`` that the current user may choose, in their order."""
    snapshot = site_snapshot()
    uids = [node.uid for node in nodes if snapshot.tree.window(node) is None]
    drafts = {brain.UID for brain in _brains(UID=uids)} if uids else set()
    return list(_choosable(snapshot, nodes, drafts))


def container_title(node: Node) -> str:
    """Return the title of a node's container if the current user may see it, else an empty text."""
    parent = site_snapshot().tree.by_path.get(node.parent_path)
    return parent.title if parent is not None and filter_for_editors([parent]) else ""


def _choosable(snapshot: Snapshot, nodes: Iterable[Node], drafts: Container[str]) -> Iterator[Node]:
    """Yield the nodes that are public today, and those never public whose UIDs are in ``drafts``."""
    # Those who may see expired and future content anywhere see nodes outside of their windows, too.
    day, other_days = today(), _sees_other_days(api.portal.get())
    for node in nodes:
        window = snapshot.tree.window(node)
        if node.uid in drafts if window is None else other_days or day in window:
            yield node


def _brains(**query: object) -> Iterable[AbstractCatalogBrain]:
    """Search the catalog as the current user; no object is loaded."""
    brains: Iterable[AbstractCatalogBrain] = api.portal.get_tool("portal_catalog")(**query)
    return brains


def _sees_other_days(obj: DexterityContent) -> bool:
    may = getSecurityManager().checkPermission
    return any(may(permission, obj) for permission in (EDIT, *OTHER_DAYS))
