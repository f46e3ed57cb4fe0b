"""Full-text search over publications: the catalog's text index, which has the text of PDFs too.

The index is asked itself: a result of the catalog would make a record for each of thousands of hits.
"""

import re

from plone import api
from Products.ZCatalog.query import IndexQuery

TYPE = "tlvwa.portal.Publication"
INDEX = "SearchableText"
WORD = re.compile(r"\w+")
MOST_WORDS = 12


def uids_with(text):
    """The UIDs of all content that has all the words of a text, or words that begin with them.

    ``None`` for a text without a word. What of it are publications, and what the public sees, is for
    the asker to decide.
    """
    words = WORD.findall(text)[:MOST_WORDS]
    if not words:
        return None
    catalog = api.portal.get_tool("portal_catalog")._catalog
    index, uids = catalog.getIndex(INDEX), catalog.getIndex("UID").documentToKeyMap()
    query = " AND ".join(f"{word}*" for word in words)
    found = index.query_index(IndexQuery({INDEX: query}, INDEX, index.query_options))
    return {uids[number] for number in found or () if number in uids}
