"""The page with the history of an object."""

from functools import cached_property

from AccessControl import Unauthorized
from Acquisition import aq_parent
from plone import api
from Products.CMFEditions.interfaces.IArchivist import ArchivistRetrieveError
from Products.Five.browser import BrowserView

from tlvwa.portal.common.formatting import moment_text
from tlvwa.portal.common.paging import page_links, requested_page
from tlvwa.portal.workflow.history.difference import differences
from tlvwa.portal.workflow.history.entries import history_entries

PAGE = 20


class HistoryView(BrowserView):
    """Shows who did what and when, and what each version changed."""

    moment_text = staticmethod(moment_text)

    def __call__(self):
        """Return the page. Raises Unauthorized for users who may not see the object."""
        if not api.user.has_permission("View", obj=self.context):
            raise Unauthorized("the object is not shown to you")
        self.versions = {}
        return self.index()

    @cached_property
    def batch(self):
        """The page of entries that the request asks for."""
        return requested_page(history_entries(self.context), PAGE, self.request.form)

    @property
    def pages(self):
        """The links to the pages before and after."""
        url = f"{self.context.absolute_url()}/@@verlauf"
        return page_links(self.batch, lambda start: f"{url}?b_start={start}")

    def differences(self, entry):
        """Return the fields that a version changed; ``None`` if it cannot be compared."""
        if entry.before is None:
            return None
        old, new = self._version(entry.before), self._version(entry.version)
        return differences(old, new, self.context) if old is not None and new is not None else None

    def _version(self, number):
        """Return a version of the object, fetched once; ``None`` if it was deleted."""
        if number not in self.versions:
            # The repository's own method writes to the database on a read; the archivist does not.
            archivist = api.portal.get_tool("portal_archivist")
            try:
                version = archivist.retrieve(self.context, selector=number).data.object
                self.versions[number] = version.__of__(aq_parent(self.context))
            except ArchivistRetrieveError:
                self.versions[number] = None
        return self.versions[number]
