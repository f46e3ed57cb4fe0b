"""What a request reached is refused while it is hidden, whatever the method and the view."""

from Acquisition import aq_base, aq_chain, aq_inner
from plone.dexterity.content import DexterityContent
from plone.rest.traverse import RESTWrapper
from Products.CMFCore.interfaces import IContentish
from zExceptions import NotFound, Unauthorized
from zope.component import adapter
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubAfterTraversal

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.security.embargo.public_now import HiddenBy, what_hides


@adapter(IPubAfterTraversal)
def hide_what_is_not_public(event: IPubAfterTraversal) -> None:
    """Refuse the content that a request reached, at any address, unless it is public now.

    Raises ``Unauthorized`` for what is private and ``NotFound`` for what has another day.
    """
    request = event.request
    if not IPortalLayer.providedBy(request):
        return
    match what_hides(reached_content(request)):
        case HiddenBy.STATE:
            raise Unauthorized("this is not public, or lies in something that is not")
        case HiddenBy.DAYS:
            raise NotFound(request.get("ACTUAL_URL", ""))


def reached_content(request: HTTPRequest) -> list[DexterityContent]:
    """Return the content that a request reached and all it lies in, the innermost first.

    With a method that Zope knows, a view is published and the content is among ``PARENTS``; with another
    one, the content itself is published.
    """
    published = request.get("PUBLISHED")
    # A method is published with the object that it is bound to.
    published = getattr(published, "__self__", published)
    steps = [*aq_chain(aq_inner(published)), *request.get("PARENTS", ())]
    content: list[DexterityContent] = []
    for step in map(_unwrapped, steps):
        if IContentish.providedBy(step) and aq_base(step) not in map(aq_base, content):
            content.append(step)
    return content


def _unwrapped(obj: object) -> object:
    """Return the content object inside the wrapper that plone.rest puts around it in traversal."""
    return obj.context if isinstance(obj, RESTWrapper) else obj
