"""Cards of portals, made from the snapshot without loading objects."""

from plone import api
from plone.dexterity.content import Container
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import PortalPayload, payload_of


def portal_cards(container: Container, request: HTTPRequest) -> list[dict[str, str]]:
    """Return ``title``, ``text`` and ``url`` of the public portals in a container, in its order."""
    snapshot, day = site_snapshot(), today()
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path={"query": "/".join(container.getPhysicalPath()), "depth": 1},
        portal_type="tlvwa.portal.Portal",
        sort_on="getObjPositionInParent",
    )
    nodes = [snapshot.nodes[brain.UID] for brain in brains if snapshot.is_public(brain.UID, day)]
    return [
        {
            "title": node.title,
            "text": payload_of(node, PortalPayload).description,
            "url": url_of(request, node),
        }
        for node in nodes
    ]
