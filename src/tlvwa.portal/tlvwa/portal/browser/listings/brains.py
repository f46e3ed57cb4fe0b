"""What lists show of content that is not ours, from the catalog alone."""

from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.readmodels.nodes import local_day


def brain_card(brain):
    """``title``, ``text`` and ``url`` of what a brain stands for; a link leads where it points."""
    url = brain.getRemoteUrl if brain.portal_type == "Link" else ""
    return {"title": brain.Title, "text": brain.Description, "url": url or brain.getURL()}


def day_of(brain):
    """The day of publication, in words; empty where there is none."""
    day = local_day(brain, "effective")
    return day_text(day) if day else ""
