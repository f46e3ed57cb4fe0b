"""No address of a site leads out of it: neither by acquisition's attributes nor to what lies around it."""

from collections.abc import Iterator

from Acquisition import aq_inner
from OFS.interfaces import ITraversable
from plone.rest.traverse import RESTWrapper
from Products.CMFCore.interfaces import ISiteRoot
from zExceptions import NotFound
from zope.component import adapter
from zope.traversing.interfaces import IBeforeTraverseEvent
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubAfterTraversal

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.readmodels.journal import site_journal

ACQUISITION = "aq_"


@adapter(ISiteRoot, IBeforeTraverseEvent)
def refuse_acquisition(site: object, event: IBeforeTraverseEvent) -> None:
    """Refuse ``aq_parent`` and the like, which Zope looks up as it does names. Raises ``NotFound``."""
    steps = event.request.get("TraversalRequestNameStack") or ()
    if site_journal(site) is not None and any(step.startswith(ACQUISITION) for step in steps):
        raise NotFound("there is nothing at this address")


@adapter(IPubAfterTraversal)
def stay_inside(event: IPubAfterTraversal) -> None:
    """Refuse what lies outside of the site that the request went through. Raises ``NotFound``."""
    request = event.request
    if not IPortalLayer.providedBy(request):
        return
    parents = request.get("PARENTS", ())
    roots = [place for place, parent in enumerate(parents) if ISiteRoot.providedBy(parent)]
    if not roots:
        return
    site = parents[roots[-1]].getPhysicalPath()
    for obj in _steps(request, roots[-1]):
        if obj.getPhysicalPath()[: len(site)] != site:
            raise NotFound("there is nothing at this address")


def _steps(request: HTTPRequest, site: int) -> Iterator[ITraversable]:
    """Yield the objects that the request went through below the site, where they are in themselves."""
    published = request.get("PUBLISHED")
    # A method is published with the object that it is bound to.
    published = getattr(published, "__self__", published)
    for step in (published, *request.get("PARENTS", ())[:site]):
        obj = aq_inner(step.context if isinstance(step, RESTWrapper) else step)
        if ITraversable.providedBy(obj):
            yield obj
