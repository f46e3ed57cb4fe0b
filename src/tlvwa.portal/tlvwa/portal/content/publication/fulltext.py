"""Full-text search over publications: the catalog's text index, which has the text of PDFs too."""

import re

from plone import api

TYPE = "tlvwa.portal.Publication"
WORD = re.compile(r"\w+")
MOST_WORDS = 12


def paths_with(text):
    """The paths of publications that have all the words of a text, or words that begin with them.

    ``None`` for a text without a word. What the public sees of them is for the asker to decide.
    """
    words = WORD.findall(text)[:MOST_WORDS]
    if not words:
        return None
    query = " AND ".join(f"{word}*" for word in words)
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type=TYPE, SearchableText=query)
    return {brain.getPath() for brain in found}
