"""Plone's own index of the text of services, asked as Plone's search page asks it; or more mildly."""

import re

from plone import api
from plone.base.utils import munge_search_term
from Products.ZCTextIndex.ParseTree import ParseError

from tlvwa.portal.search.index import Hit, MatchKind, SearchResult

WORD = re.compile(r"\w+")
SERVICE = "tlvwa.portal.Service"


def any_word(query):
    """A query that one word of it is enough for: fairer to a question in plain sentences."""
    return " OR ".join(WORD.findall(query))


def catalog_search(documents, asked=munge_search_term):
    """Asks the catalog of the current site, for those of ``documents`` (by UID) that it finds.

    ``asked`` makes the index's query of what was typed.
    """
    catalog = api.portal.get_tool("portal_catalog")

    def search(query):
        try:
            brains = catalog.unrestrictedSearchResults(
                SearchableText=asked(query),
                portal_type=SERVICE,
                review_state="published",
            )
        except ParseError:
            brains = ()
        uids = (brain.UID for brain in brains)
        hits = tuple(Hit(documents[uid], 0.0) for uid in uids if uid in documents)
        return SearchResult(MatchKind.ALL_WORDS if hits else MatchKind.NONE, hits)

    return search
