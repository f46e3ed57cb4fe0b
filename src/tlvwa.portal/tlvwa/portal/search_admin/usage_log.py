"""Counts searches and what is opened of their hits: without a person, and nothing in the database."""

import logging
import os
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from App.config import getConfiguration
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from ZPublisher.interfaces import IPubBeforeCommit

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import FINDER
from tlvwa.portal.interfaces import IPortalContent, IPortalLayer
from tlvwa.portal.search.index import MatchKind
from tlvwa.portal.search.query_log import SearchLog, SearchOutcome, countable

KEY = "tlvwa.portal.counted"
FOLDER = "searches"
SWITCH = "search_counts"
OUTCOMES = {
    MatchKind.EXACT: SearchOutcome.EXACT,
    MatchKind.ALL_WORDS: SearchOutcome.EXACT,
    MatchKind.CORRECTED: SearchOutcome.SOME,
    MatchKind.SOME_WORDS: SearchOutcome.SOME,
    MatchKind.NONE: SearchOutcome.NONE,
}
# The last part of the address of a search of ours, and the parameter that holds what was typed.
SEARCHES = {FINDER: "q", "@@search": "SearchableText", "search": "SearchableText"}
PORTS = {"http": 80, "https": 443}
LONGEST_REFERRER, MOST_PARAMETERS = 2_000, 20

logger = logging.getLogger(__name__)


def site_log():
    """The counts of the current site: below ``TLVWA_COUNTS``, else the instance's ``var``.

    ``None`` where the instance has no such folder.
    """
    home = os.environ.get("TLVWA_COUNTS") or getattr(getConfiguration(), "clienthome", "")
    if not home or not Path(home).is_dir():
        return None
    return SearchLog(Path(home) / FOLDER / "-".join(api.portal.get().getPhysicalPath()[1:]))


def is_on():
    """Whether searches are counted here."""
    return bool(setting(SWITCH, False))


def count_search(request, query, result):
    """Count a search that a visitor made, by how it was answered: once, not for its further pages."""
    counted = countable(query)
    known = IAnnotations(request).setdefault(KEY, set())
    if not counted or counted in known or _goes_on(request, counted):
        return
    known.add(counted)
    _note(OUTCOMES[result.match], counted)


@adapter(IPubBeforeCommit)
def count_click(event):
    """Count what is opened from the list of a search: the query stands in the address one comes from."""
    request = event.request
    if not IPortalLayer.providedBy(request) or request.get("REQUEST_METHOD") != "GET":
        return
    query = _referring_query(request)
    if query and _is_hit(request):
        _note(SearchOutcome.CLICK, query)


def fold_searches():
    """Take what was noted into the counts: how many lines. Where counting is off, delete all of it."""
    log = site_log()
    if log is None:
        return 0
    return log.fold(today()) if is_on() else log.forget()


def _note(outcome, query):
    log = site_log() if is_on() else None
    if log is None:
        return
    try:
        log.note(today(), outcome, query)
    except OSError as error:  # no search fails because it cannot be counted
        logger.warning("A search is not counted: %s", error)


def _goes_on(request, query):
    """Whether this is a further page or a filter of the same search, or what a script of ours asks."""
    fetched = request.get_header("Sec-Fetch-Dest", "") == "empty"
    if fetched and request.get_header("Sec-Fetch-Site", "") == "same-origin":
        return True
    further = str(request.form.get("b_start", "") or "0") != "0"
    return further or _referring_query(request) == query


def _referring_query(request):
    """What was typed into the search that one comes from; nothing if it is none of this site's."""
    referrer = (request.get_header("Referer", "") or "")[: LONGEST_REFERRER + 1]
    try:
        address = urlsplit(referrer)
        if len(referrer) > LONGEST_REFERRER or _origin(address) != _origin(
            urlsplit(request.get("SERVER_URL", ""))
        ):
            return ""
        name = SEARCHES.get(address.path.rstrip("/").rpartition("/")[2])
        typed = parse_qs(address.query, max_num_fields=MOST_PARAMETERS).get(name, [""])
    except ValueError:  # no address, or too many parameters
        return ""
    return countable(typed[0])


def _origin(address):
    """Scheme, host and port. Raises ValueError for what is no port."""
    return address.scheme, address.hostname, address.port or PORTS.get(address.scheme)


def _is_hit(request):
    """Whether the page that is shown is one that a search leads to."""
    response = request.response
    html = (response.getHeader("Content-Type") or "").startswith("text/html")
    if response.getStatus() != 200 or not html:
        return False
    published = request.get("PUBLISHED")
    context = getattr(published, "context", None) or getattr(published, "__parent__", None)
    is_answer = getattr(published, "__name__", "") == FINDER and bool(request.form.get("service"))
    return is_answer or IPortalContent.providedBy(context)
