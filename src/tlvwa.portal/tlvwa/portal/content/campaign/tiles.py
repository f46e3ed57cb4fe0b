"""Tiles of the campaigns that are public today, made from the snapshot without loading objects."""

from plone import api

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.urls import finder_url, url_of
from tlvwa.portal.readmodels.follower import site_snapshot

SCALE = "preview"


def campaign_tiles(container, request, limit=None):
    """Return the public campaigns at any depth below a container, in the editors' order.

    A tile has ``title``, ``text``, ``url``, ``image`` (an address or empty) and ``alt``.
    """
    snapshot, day = site_snapshot(), today()
    # The catalog knows the order; who may see a campaign is the snapshot's decision.
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path="/".join(container.getPhysicalPath()),
        portal_type="tlvwa.portal.Campaign",
        sort_on="getObjPositionInParent",
    )
    nodes = [snapshot.nodes[brain.UID] for brain in brains if snapshot.is_public(brain.UID, day)]
    return [_tile(snapshot, node, request) for node in nodes][:limit]


def _tile(snapshot, node, request):
    payload, url = node.payload, url_of(request, node)
    return {
        "title": node.title,
        "text": payload.description,
        "url": target_url(snapshot, payload) or url,
        "image": f"{url}/@@images/image/{SCALE}" if payload.has_image else "",
        "alt": payload.image_alt,
    }


def target_url(snapshot, payload):
    """Return the address that a campaign points to; empty for none but its own page."""
    if snapshot.is_public(payload.service, today()):
        return finder_url(service=payload.service)
    return payload.link
