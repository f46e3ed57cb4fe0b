"""Searches of Plone's catalog that nobody can carry out: refused (400) with the name of the parameter."""

from DateTime.interfaces import DateTimeError
from plone.app.querystring.querybuilder import QueryBuilder
from plone.restapi.exceptions import QueryParsingError
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.search.handler import SearchHandler
from Products.ZCatalog.Catalog import CatalogError
from Products.ZCTextIndex.ParseTree import ParseError
from zExceptions import BadRequest
from ZODB.POSException import POSError
from zope.component import getMultiAdapter
from zope.interface.interfaces import ComponentLookupError
from ZTUtils.Lazy import LazyMap

from tlvwa.portal.common.request_params import LARGEST_START, Form

# What Plone reads as numbers: the catalog counts up to them, one by one.
NUMBERS = ("sort_limit", "b_size", "b_start")
LEVELS = ("depth", "level", "navtree_start")
MOST_LEVELS = 1000
# Indexes of words: each word with a star costs milliseconds.
TEXTS = ("SearchableText", "Title", "Description")
MOST_LETTERS = 300
# What the catalog and its indexes raise for values that they cannot look up.
NOT_SEARCHABLE = (
    ParseError,
    CatalogError,
    DateTimeError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    OverflowError,
)


def require_bounds(query: Form) -> None:
    """Refuse numbers that would keep the catalog busy. Raises ``BadRequest``."""
    for name in NUMBERS:
        if name in query:
            _require_number(name, query[name], LARGEST_START)
    for name in TEXTS:
        words = query.get(name)
        words = words.get("query") if isinstance(words, dict) else words
        if isinstance(words, str) and len(words) > MOST_LETTERS:
            raise BadRequest(f"{name}: at most {MOST_LETTERS} characters are searched for.")
    for name, value in query.items():
        if isinstance(value, dict):
            for option in LEVELS:
                if option in value:
                    _require_number(f"{name}.{option}", value[option], MOST_LEVELS)


def as_bad_request(reason: Exception) -> Exception:
    """Return why a search cannot be carried out, without the catalog's own words for it.

    An error of the database stays what it is.
    """
    if isinstance(reason, POSError):
        return reason
    if isinstance(reason, ParseError):
        return BadRequest("SearchableText: these words cannot be read as a search.")
    return BadRequest("This search asks for something that the catalog cannot look up.")


def search(self: SearchHandler, query: dict[str, object] | None = None) -> object:
    """Search, and answer with a list of nothing where Plone has nothing to search for.

    Takes the place of ``SearchHandler.search``. Raises ``BadRequest``.
    """
    words = (query or {}).get("SearchableText", "")
    if not isinstance(words, str):
        raise BadRequest("SearchableText: one text is expected.")
    results = self._old_search(query)
    if results == []:  # Plone's answer to words of which nothing is left
        nothing = LazyMap(None, [])
        return getMultiAdapter((nothing, self.request), ISerializeToJson)(fullobjects=False)
    return results


def parse_query(self: SearchHandler, query: dict[str, object]) -> dict[str, object]:
    """Read the values of a query for the indexes that they are for. Raises ``BadRequest``.

    Takes the place of ``SearchHandler._parse_query``.
    """
    parsed: dict[str, object] = {}
    for name, value in query.items():
        try:
            parsed |= self._old__parse_query({name: value})
        except (QueryParsingError, ComponentLookupError, DateTimeError, ValueError, TypeError):
            raise BadRequest(f"{name[:100]}: this value cannot be searched for.") from None
    return parsed


def make_query(self: QueryBuilder, query: object = None, **kw: object) -> object:
    """Search by the rows of a listing. Raises ``BadRequest``.

    Takes the place of ``QueryBuilder._makequery``, which has no error for rows that are none.
    """
    try:
        return self._old__makequery(query=query, **kw)
    except NOT_SEARCHABLE as reason:
        if isinstance(reason, POSError):
            raise
        raise BadRequest(
            "query: rows of an index, an operation and a value are expected."
        ) from reason


def _require_number(name: str, value: object, most: int) -> None:
    if isinstance(value, int) and not -1 <= value <= most:
        raise BadRequest(f"{name}: a whole number up to {most} is expected.")
