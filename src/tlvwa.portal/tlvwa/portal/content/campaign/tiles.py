"""The tiles of the campaigns that show today, from the read models: no object is loaded."""

from plone import api

from tlvwa.portal.answers.links import url_of
from tlvwa.portal.projection.clock import today
from tlvwa.portal.projection.payloads import CampaignPayload
from tlvwa.portal.projection.reader import site_models

SCALE = "preview"


def campaign_tiles(container, request, limit=None):
    """The public campaigns at any depth below a container, in the editors' order.

    A tile is ``title``, ``text``, ``url``, ``image`` (its address, or empty) and ``alt``.
    """
    models, day = site_models(), today()
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path="/".join(container.getPhysicalPath()),
        portal_type="tlvwa.portal.Campaign",
        sort_on="getObjPositionInParent",
    )
    nodes = [models.nodes[brain.UID] for brain in found if models.is_public(brain.UID, day)]
    return [_tile(node, request) for node in nodes if _is_campaign(node)][:limit]


def _is_campaign(node):
    return isinstance(node.payload, CampaignPayload)


def _tile(node, request):
    url = url_of(request, node)
    return {
        "title": node.title,
        "text": node.payload.description,
        "url": node.payload.link or url,
        "image": f"{url}/@@images/image/{SCALE}" if node.payload.has_image else "",
        "alt": node.payload.image_alt,
    }
