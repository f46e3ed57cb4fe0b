"""From what an editor is about to do to changes of nodes, as ``Effects`` takes them."""

from dataclasses import replace

from plone import api

from tlvwa.portal.readmodels.nodes import node_from

SHOWN = "published"  # state of the workflows in which content is seen where what it lies in is


def removing(models, uids):
    """Some objects go, with all that lies in them: deleted, or no longer to be seen."""
    tops = [models.nodes[uid].path for uid in uids if uid in models.nodes]
    return {
        each.uid: None
        for each in models.nodes.values()
        if any(each.path == top or each.path.startswith(f"{top}/") for top in tops)
    }


def publishing(models, obj):
    """An object becomes public, and with it what is published in it and was hidden by it."""
    inside = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path="/".join(obj.getPhysicalPath()), review_state=SHOWN
    )
    hidden = [models.nodes[brain.UID] for brain in inside if brain.UID in models.nodes]
    shown = {each.uid: replace(each, public=True) for each in hidden}
    return shown | {obj.UID(): replace(node_from(obj), public=True)}
