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
    """Redirects to the root folder of the site's own language; sets no cookie."""

    def __call__(self):
        """Redirect temporarily, as editors may choose another first page."""
        return self.request.response.redirect(_start_of(self.context), status=302)


@adapter(IPubAfterTraversal)
def redirect_head(event):
    """Redirect HEAD requests like GET requests.

    Plone looks up HEAD on the site itself, not on its first page, and answers 404.
    """
    request = event.request
    if request.get("REQUEST_METHOD") != "HEAD" or not IPortalLayer.providedBy(request):
        return
    site = getattr(request.get("PUBLISHED"), "__self__", None)
    if site is not None and IPloneSiteRoot.providedBy(site) and site.getLayout() == FIRST_PAGE:
        raise Redirect(_start_of(site))


def _start_of(site):
    return f"{site.absolute_url()}/{api.portal.get_default_language()}"
