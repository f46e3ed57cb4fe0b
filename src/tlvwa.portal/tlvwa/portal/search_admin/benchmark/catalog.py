"""Search with Plone's own text index, with the query of Plone's search page or a milder one."""

import re

from plone import api
from plone.base.utils import munge_search_term
from Products.ZCTextIndex.ParseTree import ParseError

from tlvwa.portal.search.index import Hit, MatchKind, SearchResult

WORD = re.compile(r"\w+")
SERVICE = "tlvwa.portal.Service"


def any_word(query):
    """Return a query that one of its words satisfies: fairer to a question in plain sentences."""
    return " OR ".join(WORD.findall(query))


def catalog_search(documents, make_query=munge_search_term):
    """Return a search of the current site's catalog, limited to ``documents`` (by UID).

    ``make_query`` turns what was typed into the index's query.
    """
    catalog = api.portal.get_tool("portal_catalog")

    def search(query):
        try:
            brains = catalog.unrestrictedSearchResults(
                SearchableText=make_query(query),
                portal_type=SERVICE,
                review_state="published",
            )
        except ParseError:
            brains = ()
        uids = (brain.UID for brain in brains)
        hits = tuple(Hit(documents[uid], 0.0) for uid in uids if uid in documents)
        return SearchResult(MatchKind.ALL_WORDS if hits else MatchKind.NONE, hits)

    return search
