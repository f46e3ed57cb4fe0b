"""The settings of the site, as its registry has them."""

from plone import api
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory

from tlvwa.portal.i18n import say_default

PREFIX = "tlvwa.portal."


def setting(name, default=None):
    """A setting of ``ISettings`` by name; ``default`` where the add-on is not installed."""
    return api.portal.get_registry_record(PREFIX + name, default=default)


def coded_lines(name):
    """A code list kept as ``id|title`` lines: ``(id, title)`` pairs in the editors' order."""
    lines = setting(name) or ()
    return [
        (code.strip(), title.strip() or code.strip())
        for code, _separator, title in (line.partition("|") for line in lines)
        if code.strip()
    ]


def last_resort():
    """Whom to ask where nobody else is known: ``{"kind", "title", "text", "phone"}``."""
    return {
        "kind": "115",
        "title": say_default(setting("last_resort_title")),
        "text": say_default(setting("last_resort_text")),
        "phone": setting("last_resort_phone") or "",
    }


@provider(IContextAwareDefaultFactory)
def default_agency(context):
    """The agency whose ids new content bears."""
    return setting("agency_id")


@provider(IContextAwareDefaultFactory)
def default_coverage(context):
    """Where new services are expected to be answered."""
    return setting("coverage", "none")
