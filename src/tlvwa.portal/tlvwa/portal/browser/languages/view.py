"""The first page of a site with several languages."""

from plone import api
from plone.base.interfaces import IPloneSiteRoot
from Products.Five.browser import BrowserView
from zExceptions import Redirect
from zope.component import adapter
from ZPublisher.interfaces import IPubAfterTraversal

from tlvwa.portal.common.urls import FIRST_PAGE
from tlvwa.portal.interfaces import IPortalLayer


class LanguageStart(BrowserView):
    """Leads everybody on to the root folder of the site's own language; no cookie is set."""

    def __call__(self):
        """A redirect for now, as editors may choose another first page."""
        return self.request.response.redirect(_start_of(self.context), status=302)


@adapter(IPubAfterTraversal)
def lead_on_heads(event):
    """HEAD is told what GET is: Plone asks the site itself, not its first page, and finds nothing."""
    request = event.request
    if request.get("REQUEST_METHOD") != "HEAD" or not IPortalLayer.providedBy(request):
        return
    site = getattr(request.get("PUBLISHED"), "__self__", None)
    if IPloneSiteRoot.providedBy(site) and site.getLayout() == FIRST_PAGE:
        raise Redirect(_start_of(site))


def _start_of(site):
    return f"{site.absolute_url()}/{api.portal.get_default_language()}"
