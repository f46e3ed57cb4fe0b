"""Bodies of REST: what is no JSON object, or JSON that nobody sends in earnest, is refused (400)."""

import json
from math import isfinite

from plone.rest.interfaces import IAPIRequest
from plone.restapi.deserializer import json_body
from plone.restapi.services.auth.login import Login
from plone.restapi.services.querystringsearch.get import QuerystringSearch
from zExceptions import BadRequest
from zope.component import adapter
from ZPublisher.interfaces import IPubAfterTraversal

from tlvwa.portal.interfaces import IPortalLayer

JSON = "application/json"


@adapter(IPubAfterTraversal)
def refuse_unreadable_body(event: IPubAfterTraversal) -> None:
    """Refuse a body that says it is JSON and is none. Raises ``BadRequest``."""
    request = event.request
    if not IPortalLayer.providedBy(request) or not IAPIRequest.providedBy(request):
        return
    media_type = request.environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if media_type == JSON:
        require_object(request.get("BODY"))


def require_object(body: bytes | str | None) -> None:
    """Refuse what is no JSON object. Raises ``BadRequest``.

    Plone's services fail for it, for nesting deeper than Python reads, and for numbers beyond all others.
    """
    try:
        value = json.loads(body or "{}", parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError):
        raise BadRequest("the body cannot be read: a JSON object is expected.") from None
    if not isinstance(value, dict):
        raise BadRequest("the body: a JSON object is expected.")


def log_in(self: Login) -> dict[str, object]:
    """Log somebody in by name and password, which are texts. Raises ``BadRequest``.

    Takes the place of ``Login.reply``.
    """
    body = json_body(self.request)
    for name in ("login", "password"):
        if not isinstance(body.get(name, ""), str):
            raise BadRequest(f"{name}: one text is expected.")
    return self._old_reply()


def search_by_query(self: QuerystringSearch) -> dict[str, object]:
    """Search by a query in a body, or in an address, which Plone takes for a body. Raises ``BadRequest``.

    Takes the place of ``QuerystringSearch.__call__``.
    """
    require_object(self.request.get("BODY"))
    return self._old___call__()


def _finite(text: str) -> float:
    """Return a number; JSON has none that is infinite or none at all (RFC 8259, 6). Raises ``ValueError``."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number
