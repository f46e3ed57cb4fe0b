"""Plone's own index of the text of services, asked as Plone's search page asks it."""

from plone import api
from plone.base.utils import munge_search_term
from Products.ZCTextIndex.ParseTree import ParseError

from tlvwa.portal.search.index import Hit, Match, Result

SERVICE = "tlvwa.portal.Service"


def catalog_search(documents):
    """Asks the catalog of the current site, for those of ``documents`` (by UID) that it finds."""
    catalog = api.portal.get_tool("portal_catalog")

    def search(query):
        try:
            brains = catalog.unrestrictedSearchResults(
                SearchableText=munge_search_term(query),
                portal_type=SERVICE,
                review_state="published",
            )
        except ParseError:
            brains = ()
        uids = (brain.UID for brain in brains)
        hits = tuple(Hit(documents[uid], 0.0) for uid in uids if uid in documents)
        return Result(Match.ALL_WORDS if hits else Match.NONE, hits)

    return search
