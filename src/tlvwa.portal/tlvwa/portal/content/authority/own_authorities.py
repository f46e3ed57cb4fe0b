"""The authorities that are the current user's as a municipal editor, and their areas."""

from plone import api

from tlvwa.portal.readmodels.payloads import AuthorityPayload


def own_authorities(nodes):
    """Those of some nodes of authorities that the user edits, by title."""
    user = api.user.get_current()
    mine = {user.getId(), *user.getGroups()}
    found = [node for node in nodes if mine.intersection(node.payload.editors)]
    return sorted(found, key=lambda node: (node.title.casefold(), node.uid))


def area_around(tree, node):
    """The key of the area of an authority, else of the nearest around it; empty where none has any."""
    for around in tree.lineage(node):
        payload = around.payload if around is not None else None
        if isinstance(payload, AuthorityPayload) and payload.area:
            return payload.area
    return ""
