"""Methods of requests: one that the site does not know is refused (RFC 9110, 15.5.6)."""

from plone.rest.interfaces import IAPIRequest
from Products.CMFCore.interfaces import ISiteRoot
from zExceptions import MethodNotAllowed
from zope.component import adapter
from zope.traversing.interfaces import IBeforeTraverseEvent
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubAfterTraversal

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.readmodels.journal import site_journal

OF_PAGES = ("GET", "HEAD", "POST", "OPTIONS")
OF_REST = (*OF_PAGES, "PUT", "PATCH", "DELETE")


@adapter(ISiteRoot, IBeforeTraverseEvent)
def refuse_unknown_methods(site: object, event: IBeforeTraverseEvent) -> None:
    """Refuse what the site never knows, WebDAV's methods too, before anything is looked up.

    Zope takes other methods for GET, without looking up a view. Raises ``MethodNotAllowed``.
    """
    if site_journal(site) is not None:
        _require(OF_REST, event.request)


@adapter(IPubAfterTraversal)
def refuse_methods_of_rest(event: IPubAfterTraversal) -> None:
    """Refuse methods of REST for a page. Raises ``MethodNotAllowed``."""
    if IPortalLayer.providedBy(event.request) and not IAPIRequest.providedBy(event.request):
        _require(OF_PAGES, event.request)


def _require(methods: tuple[str, ...], request: HTTPRequest) -> None:
    if request.method not in methods:
        request.response.setHeader("Allow", ", ".join(methods))
        raise MethodNotAllowed(f"allowed here: {', '.join(methods)}")
