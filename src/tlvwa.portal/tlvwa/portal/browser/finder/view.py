"""The finder's page: what somebody wants to do, where, and the answer (spec:answer-page)."""

from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer

from tlvwa.portal.answers.pages.finder_page import finder_page
from tlvwa.portal.browser.theme.interfaces import IPublicPage
from tlvwa.portal.content.specialisation.merged_texts import MergedTexts
from tlvwa.portal.search_admin.usage_log import count_search


@implementer(IPublicPage)
class FinderView(BrowserView):
    """Shows the state of the finder that the request describes."""

    def __call__(self):
        """The page; a point that gave its municipality leads on to the address of that state."""
        self.finder = finder_page(self.request)
        if self.finder.found is not None:
            count_search(self.request, self.finder.query, self.finder.found.result)
        if self.finder.result.located and self.finder.place:
            url = self.finder.place_url(self.finder.place.code)
            return self.request.response.redirect(url, status=303)
        return self.index()

    @property
    def page_title(self):
        """The browser's title names the state of the finder."""
        return self.finder.title

    @property
    def details(self):
        """What the service takes: its object, and those of the local texts, are loaded where it is shown."""
        load = api.portal.get().unrestrictedTraverse
        service = load(self.finder.service.path)
        return MergedTexts(service, self.finder.local, lambda path: load(path, None))
