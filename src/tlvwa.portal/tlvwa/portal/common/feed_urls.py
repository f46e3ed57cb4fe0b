"""The addresses of changes and their feeds, for pages that lead to them."""

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import CHANGES, changes_url

ATOM, JSON = f"{CHANGES}.atom", f"{CHANGES}.json"
ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"
FEEDS = ((ATOM, "Atom", ATOM_TYPE), (JSON, "JSON Feed", JSON_TYPE))


def feed_links(**subject):
    """The feeds of a subject (``area``, ``service``, ``authority``): address, format, title, media type."""
    return [
        {
            "url": changes_url(name=name, **subject),
            "format": written,
            "title": say(_("Änderungen (${format})"), format=written),
            "type": media_type,
        }
        for name, written, media_type in FEEDS
    ]
