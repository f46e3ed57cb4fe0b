"""Counts searches and the hits that are opened, without persons and not in the database."""

import logging
import os
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from App.config import getConfiguration
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from ZPublisher.interfaces import IPubBeforeCommit

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.job import Job
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import FINDER
from tlvwa.portal.interfaces import IPortalContent, IPortalLayer
from tlvwa.portal.search.index import MatchKind
from tlvwa.portal.search.query_log import SearchLog, SearchOutcome, countable_query

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
    """Return the counts of the current site, below ``TLVWA_COUNTS`` or the instance's ``var``.

    ``None`` if the instance has no such folder.
    """
    home = os.environ.get("TLVWA_COUNTS") or getattr(getConfiguration(), "clienthome", "")
    if not home or not Path(home).is_dir():
        return None
    return SearchLog(Path(home) / FOLDER / "-".join(api.portal.get().getPhysicalPath()[1:]))


def is_counting():
    """True if searches are counted on this site."""
    return bool(setting(SWITCH, False))


def count_search(request, query, result, is_opened=False):
    """Count a visitor's search once by its outcome, without its further pages.

    ``is_opened``: the search leads to its one hit by itself, which counts as opened.
    """
    counted = countable_query(query)
    known = IAnnotations(request).setdefault(KEY, set())
    if not counted or counted in known or _is_continued(request, counted):
        return
    known.add(counted)
    _note(OUTCOMES[result.match], counted)
    if is_opened:
        _note(SearchOutcome.CLICK, counted)


@adapter(IPubBeforeCommit)
def count_click(event):
    """Count a page that is opened from a list of hits.

    The query is in the address of the page that the visitor comes from.
    """
    request = event.request
    if not IPortalLayer.providedBy(request) or request.get("REQUEST_METHOD") != "GET":
        return
    query = _referring_query(request)
    if query and _is_hit(request) and _searched(request) in ("", query):
        _note(SearchOutcome.CLICK, query)


def update_counts():
    """Add the logged lines to the counts; return their number.

    If counting is off, all counts are deleted.
    """
    log = site_log()
    if log is None:
        return 0
    return log.fold(today()) if is_counting() else log.forget()


def _note(outcome, query):
    log = site_log() if is_counting() else None
    if log is None:
        return
    try:
        log.append(today(), outcome, query)
    except OSError as error:  # no search fails because it cannot be counted
        logger.warning("A search is not counted: %s", error)


def _is_continued(request, query):
    """True for a further page or filter of the same search, and for requests of our scripts."""
    fetched = request.get_header("Sec-Fetch-Dest", "") == "empty"
    if fetched and request.get_header("Sec-Fetch-Site", "") == "same-origin":
        return True
    is_further = str(request.form.get("b_start", "") or "0") != "0"
    return is_further or _referring_query(request) == query


def _referring_query(request):
    """Return the query of the search that the visitor comes from; empty if there is none."""
    referrer = (request.get_header("Referer", "") or "")[: LONGEST_REFERRER + 1]
    try:
        address = urlsplit(referrer)
        if len(referrer) > LONGEST_REFERRER or _origin(address) != _origin(
            urlsplit(request.get("SERVER_URL", ""))
        ):
            return ""
        name = SEARCHES.get(address.path.rstrip("/").rpartition("/")[2])
        if name is None:
            return ""
        typed = parse_qs(address.query, max_num_fields=MOST_PARAMETERS).get(name, [""])
    except ValueError:  # no address, or too many parameters
        return ""
    return countable_query(typed[0])


def _searched(request):
    """Return the query that led to an answer by itself, which counted as opened; empty for another page."""
    return countable_query(request_params.text(request.form, "gesucht"))


def _origin(address):
    """Return scheme, host and port. Raises ValueError for an invalid port."""
    return address.scheme, address.hostname, address.port or PORTS.get(address.scheme)


def _is_hit(request):
    """True if the page shown is one that a search leads to."""
    response = request.response
    is_html = (response.getHeader("Content-Type") or "").startswith("text/html")
    if response.getStatus() != 200 or not is_html:
        return False
    published = request.get("PUBLISHED")
    context = getattr(published, "context", None) or getattr(published, "__parent__", None)
    is_answer = getattr(published, "__name__", "") == FINDER and bool(request.form.get("service"))
    return is_answer or IPortalContent.providedBy(context)


JOB = Job(
    order=30,
    report="{} Suchanfragen gezählt.",
    run=update_counts,
)
