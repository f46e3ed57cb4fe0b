"""Pages for errors: not found, not allowed, and failures."""

from plone import api
from plone.base.navigationroot import get_navigation_root_object
from plone.dexterity.content import DexterityContent
from plone.rest.interfaces import IAPIRequest
from plone.restapi.exceptions import DeserializationError
from Products.CMFPlone.browser.exceptions import ExceptionView
from Products.CMFPlone.browser.login.login import InsufficientPrivilegesView
from zExceptions import BadRequest, HTTPException, InternalError
from zope.interface import alsoProvides, implementer

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import last_resort
from tlvwa.portal.common.urls import finder_url, home_url
from tlvwa.portal.interfaces import IPublicPage
from tlvwa.portal.security.embargo.addresses import FormerAddressAsJSON

MOST_SIMILAR = 5
FAILED = "The site failed to answer; the reason is in its log."


class ErrorView(ExceptionView):
    """An error as a public page: what happened, and what to do next."""

    __parent__: DexterityContent

    def __call__(self):
        """Return the page with the status of the error; a REST request gets plone.rest's."""
        if IAPIRequest.providedBy(self.request):
            return self._as_json()
        alsoProvides(self.request, IPublicPage)
        # The page is rendered in the root: the visitor may not be allowed to see what traversal reached.
        self.__parent__ = get_navigation_root_object(self.__parent__, api.portal.get())
        self.missing = self.context.__class__.__name__ == "NotFound"
        self.unreadable = isinstance(self.context, BadRequest)
        # What failed may have said that it makes another kind of file.
        self.request.response.setHeader("Content-Type", "text/html; charset=utf-8")
        return super().__call__()

    def _as_json(self):
        error = self.context
        if isinstance(error, DeserializationError):
            error = BadRequest(str(error.msg))
        elif not isinstance(error, HTTPException) and api.user.is_anonymous():
            error = InternalError(FAILED)  # what it says of the inside is for the log
        view = FormerAddressAsJSON(error, self.request)
        view.__parent__ = self.__parent__
        return view()

    @property
    def page_title(self):
        """What happened."""
        if self.missing:
            return _("Diese Seite gibt es nicht")
        if self.unreadable:
            return _("Diese Adresse ist nicht lesbar")
        return _("Das hat nicht geklappt")

    @property
    def address_alone(self):
        """The address of the page without what it was asked with."""
        return self.request["ACTUAL_URL"]

    @property
    def similar(self):
        """Pages with words of the address, of those the visitor may see."""
        brains = self.plone_redirector_view.search_for_similar() or ()
        return [{"title": brain.Title, "url": brain.getURL()} for brain in brains[:MOST_SIMILAR]]

    @property
    def finder_url(self):
        """The finder in the language of the page."""
        return finder_url()

    @property
    def home_url(self):
        """The start page in the language of the page."""
        return home_url()

    @property
    def last_resort(self):
        """The contact of last resort."""
        return last_resort()


class AttemptsView(ErrorView):
    """The page for who failed to log in too often."""

    page_title = _("Bitte warten Sie einen Moment")

    def __call__(self):
        """Return the page with the sentence of the error; Plone shows the page for another context."""
        self.sentence = self.context.sentence
        return super().__call__()

    @property
    def login_url(self):
        """The page of the log-in."""
        return f"{self.home_url}/login"


@implementer(IPublicPage)
class NotAllowedView(InsufficientPrivilegesView):
    """The page for users who are logged in and may not see what they requested."""

    page_title = _("Diese Seite ist nicht für Sie freigegeben")

    @property
    def home_url(self):
        """The start page in the language of the page."""
        return home_url()

    def __call__(self):
        """Return the page with its status."""
        self.request.response.setStatus(403)
        return self.index()
