"""Full-text search over publications with the catalog's text index, which has the text of PDFs too.

The index is queried itself, because a query of the catalog creates a record for each of thousands
of hits.
"""

from plone import api
from Products.ZCatalog.query import IndexQuery

from tlvwa.portal.search.text_terms import query_forms, significant_words

TYPE = "tlvwa.portal.Publication"
INDEX = "SearchableText"
MOST_WORDS = 12


def matching_uids(text):
    """Return the UIDs of all content with all the words of a text, or words that begin with them.

    A word matches in each of its forms and spellings, and as a part of a compound. ``None`` for a text
    without a word. The caller has to select the publications that the public sees.
    """
    words = significant_words(text)[:MOST_WORDS]
    if not words:
        return None
    catalog = api.portal.get_tool("portal_catalog")._catalog
    index, uids = catalog.getIndex(INDEX), catalog.getIndex("UID").documentToKeyMap()
    query = " AND ".join(map(_any_form, words))
    matches = index.query_index(IndexQuery({INDEX: query}, INDEX, index.query_options))
    return {uids[number] for number in matches or () if number in uids}


def _any_form(word):
    """Return a word as a condition of the index."""
    normalized, term = query_forms(word)
    patterns = [f"{word}*", *(f"{part}*" for part in normalized.split()[:1]), f'"{term}"']
    return f"({' OR '.join(patterns if term.isalnum() else patterns[:1])})"
