"""Pages for what went wrong: not found, not allowed, not working."""

from plone import api
from plone.base.navigationroot import get_navigation_root_object
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFPlone.browser.exceptions import ExceptionView
from Products.CMFPlone.browser.login.login import InsufficientPrivilegesView
from zope.interface import alsoProvides, implementer

from tlvwa.portal.browser.theme.interfaces import IPublicPage
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import last_resort
from tlvwa.portal.common.urls import finder_url, home_url

MOST_SIMILAR = 5


class ErrorView(ExceptionView):
    """An error as a public page: what happened, in plain words, and how to get on."""

    def __call__(self):
        """The page, with the status of the error; a program that asks for JSON gets plone.rest's."""
        if IAPIRequest.providedBy(self.request):
            return self._as_json()
        alsoProvides(self.request, IPublicPage)
        # Around the page stands the root alone: what traversal reached may not be for the visitor.
        self.__parent__ = get_navigation_root_object(self.__parent__, api.portal.get())
        self.missing = self.context.__class__.__name__ == "NotFound"
        return super().__call__()

    def _as_json(self):
        view = ErrorHandling(self.context, self.request)
        view.__parent__ = self.__parent__
        return view()

    @property
    def page_title(self):
        """What happened."""
        return _("Diese Seite gibt es nicht") if self.missing else _("Das hat nicht geklappt")

    @property
    def similar(self):
        """Pages with words of the address in them, of those the visitor may see."""
        found = self.plone_redirector_view.search_for_similar() or ()
        return [{"title": brain.Title, "url": brain.getURL()} for brain in found[:MOST_SIMILAR]]

    @property
    def finder_url(self):
        """The finder in the language of the page."""
        return finder_url()

    @property
    def home_url(self):
        """The first page in the language of the page."""
        return home_url()

    @property
    def last_resort(self):
        """Whom to ask."""
        return last_resort()


@implementer(IPublicPage)
class NotAllowedView(InsufficientPrivilegesView):
    """Told to somebody who is logged in and may not see what they asked for."""

    page_title = _("Diese Seite ist nicht für Sie freigegeben")

    @property
    def home_url(self):
        """The first page in the language of the page."""
        return home_url()

    def __call__(self):
        """The page, with its status."""
        self.request.response.setStatus(403)
        return self.index()
