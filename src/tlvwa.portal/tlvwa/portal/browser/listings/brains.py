"""Display values of content that is not ours, from the catalog alone."""

from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.readmodels.nodes import local_day


def brain_card(brain):
    """Return ``title``, ``text`` and ``url`` of a brain; a link has its target as ``url``."""
    url = brain.getRemoteUrl if brain.portal_type == "Link" else ""
    return {"title": brain.Title, "text": brain.Description, "url": url or brain.getURL()}


def day_of(brain):
    """Return the day of publication as text; empty if there is none."""
    day = local_day(brain, "effective")
    return day_text(day) if day else ""
