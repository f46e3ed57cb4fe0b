"""Topics: life and business situations, kept in the registry as ``id|title`` lines."""

from plone import api

RECORD = "tlvwa.portal.topics"


def site_topics():
    """The site's topics as ``(id, title)`` pairs, in the editors' order."""
    lines = api.portal.get_registry_record(RECORD, default=None) or ()
    return [
        (topic_id.strip(), title.strip() or topic_id.strip())
        for topic_id, _separator, title in (line.partition("|") for line in lines)
        if topic_id.strip()
    ]
