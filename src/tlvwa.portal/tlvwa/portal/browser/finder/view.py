"""The finder's page: service, place and answer (spec:answer-page)."""

from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer

from tlvwa.portal.answers.pages.finder_page import finder_page
from tlvwa.portal.content.specialisation.merged_texts import MergedTexts
from tlvwa.portal.interfaces import IPublicPage
from tlvwa.portal.search_admin.usage_log import count_search


@implementer(IPublicPage)
class FinderView(BrowserView):
    """Shows the state of the finder that the request describes."""

    def __call__(self):
        """Return the page; what is posted redirects to the address of its state, if it may have one."""
        self.finder = finder_page(self.request)
        url = self.finder.addresses.redirect_url()
        if url:
            return self.request.response.redirect(url, status=303)
        results = self.finder.services.results
        if results is not None:
            answer_url = self.finder.services.answer_url
            query = self.finder.form.query
            count_search(self.request, query, results.result, is_opened=bool(answer_url))
            if answer_url:
                return self.request.response.redirect(answer_url, status=303)
        return self.index()

    @property
    def page_title(self):
        """The browser's title: the state of the finder."""
        return self.finder.title

    @property
    def details(self):
        """The merged texts of the service.

        Only here are objects loaded: the service, and those with local texts.
        """
        load = api.portal.get().unrestrictedTraverse
        node = self.finder.service
        assert node is not None  # only an answer has details
        service = load(node.path)
        return MergedTexts(service, self.finder.local, lambda path: load(path, None))
