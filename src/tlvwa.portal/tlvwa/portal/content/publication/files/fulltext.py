"""Full-text search over publications with the catalog's text index, which has the text of PDFs too.

The index is queried itself, because a query of the catalog creates a record for each of thousands
of hits.
"""

import re

from plone import api
from Products.ZCatalog.query import IndexQuery

TYPE = "tlvwa.portal.Publication"
INDEX = "SearchableText"
WORD = re.compile(r"\w+")
MOST_WORDS = 12


def matching_uids(text):
    """Return the UIDs of all content with all the words of a text, or words that begin with them.

    ``None`` for a text without a word. The caller has to select the publications that the public
    sees.
    """
    words = WORD.findall(text)[:MOST_WORDS]
    if not words:
        return None
    catalog = api.portal.get_tool("portal_catalog")._catalog
    index, uids = catalog.getIndex(INDEX), catalog.getIndex("UID").documentToKeyMap()
    query = " AND ".join(f"{word}*" for word in words)
    matches = index.query_index(IndexQuery({INDEX: query}, INDEX, index.query_options))
    return {uids[number] for number in matches or () if number in uids}
