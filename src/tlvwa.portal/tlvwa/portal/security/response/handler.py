"""Puts the policy on every response of the process, errors and redirects too.

Takes the place of ``HTTPExceptionHandler.__call__``, the outermost part of Zope's own that every
deployment has in its pipeline, so that none has to name a filter of ours.
"""

import logging
import os
from collections.abc import Callable, Iterable
from typing import Any

from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import get_debug_exceptions

from tlvwa.portal.security.hosts.address import refusal, scheme
from tlvwa.portal.security.hosts.known import known_hosts
from tlvwa.portal.security.input.parameters import read_path
from tlvwa.portal.security.response.audience import FACTS
from tlvwa.portal.security.response.policy import ResponseFacts, add_heads

logger = logging.getLogger(__name__)
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

HSTS = "TLVWA_HSTS"
A_YEAR = "max-age=31536000"
FAILURE = "Auf der Website ist ein Fehler aufgetreten.\nSomething went wrong on the website.\n"


def handle(self: HTTPExceptionHandler, environ: Environ, start_response: Any) -> Iterable[bytes]:
    """Refuse a host that is not known; otherwise answer, with the heads of the policy.

    HEAD is answered as GET, without its body (RFC 9110, 9.3.2): Zope looks it up on the content itself, fails
    for folders, and sends the pages of errors along, which would be taken for the next response.
    """
    if environ.get("REQUEST_METHOD") != "HEAD":
        return answer(self._old___call__, environ, start_response)
    return _nothing_of(
        answer(self._old___call__, environ | {"REQUEST_METHOD": "GET"}, start_response)
    )


def answer(application: Application, environ: Environ, start_response: Any) -> Iterable[bytes]:
    """Return what ``application`` answers, with the heads of the policy."""
    facts = ResponseFacts(
        https=scheme(environ) == "https",
        is_private="HTTP_AUTHORIZATION" in environ or "__ac" in environ.get("HTTP_COOKIE", ""),
    )
    environ[FACTS] = facts
    environ["PATH_INFO"] = read_path(environ.get("PATH_INFO", ""))

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
        hsts = os.environ.get(HSTS, A_YEAR)
        return start_response(status, add_heads(headers, facts, hsts), *error)

    try:
        refused = refusal(environ, known_hosts())
        if refused is not None:
            return _say(start, refused.status, refused.text)
        return application(environ, start)
    except Exception:
        # Tests and debuggers ask for the error itself.
        if environ.get("x-wsgiorg.throw_errors") or get_debug_exceptions():
            raise
        logger.exception("nothing could be answered")
        return _say(start, "500 Internal Server Error", FAILURE)


def _nothing_of(body: Iterable[bytes]) -> Iterable[bytes]:
    """Give a body up."""
    close = getattr(body, "close", None)
    if close is not None:
        close()
    return ()


def _say(start: Any, status: str, text: str) -> Iterable[bytes]:
    body = text.encode()
    start(
        status,
        [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))],
    )
    return [body]
