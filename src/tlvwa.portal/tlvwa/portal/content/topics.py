"""Topics: life and business situations, kept in the registry as ``id|title`` lines."""

from tlvwa.portal.common.settings import PREFIX, coded_lines

RECORD = f"{PREFIX}topics"


def site_topics():
    """The site's topics as ``(id, title)`` pairs, in the editors' order."""
    return coded_lines("topics")
