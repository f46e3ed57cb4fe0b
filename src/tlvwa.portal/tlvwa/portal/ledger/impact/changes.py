"""Changes of nodes for what an editor is about to do, as ``LedgerImpact`` takes them."""

from dataclasses import replace

from plone import api

from tlvwa.portal.readmodels.nodes import content_node

SHOWN = "published"  # the workflow state of content that is public if its containers are


def removal_changes(snapshot, uids):
    """Return the changes if some objects and their contents are deleted, or no longer public."""
    tops = [snapshot.nodes[uid].path for uid in uids if uid in snapshot.nodes]
    return {
        node.uid: None
        for node in snapshot.nodes.values()
        if any(node.path == top or node.path.startswith(f"{top}/") for top in tops)
    }


def publication_changes(snapshot, obj):
    """Return the changes if an object becomes public, and with it the published contents in it."""
    inside = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path="/".join(obj.getPhysicalPath()), review_state=SHOWN
    )
    hidden = [snapshot.nodes[brain.UID] for brain in inside if brain.UID in snapshot.nodes]
    shown = {node.uid: replace(node, public=True) for node in hidden}
    return shown | {obj.UID(): replace(content_node(obj), public=True)}
