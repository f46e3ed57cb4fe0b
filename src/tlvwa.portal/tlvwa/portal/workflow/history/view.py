"""The page with the history of an object."""

from functools import cached_property

from AccessControl import Unauthorized
from Acquisition import aq_parent
from plone import api
from plone.batching import Batch
from Products.CMFEditions.interfaces.IArchivist import ArchivistRetrieveError
from Products.Five.browser import BrowserView

from tlvwa.portal.common import request_params
from tlvwa.portal.workflow.history.difference import differences
from tlvwa.portal.workflow.history.entries import history_entries

PAGE = 20


class HistoryView(BrowserView):
    """Who did what, when; of a version what differs from the one before."""

    def __call__(self):
        """The page. Raises Unauthorized for those who may not see the object."""
        if not api.user.has_permission("View", obj=self.context):
            raise Unauthorized("the object is not shown to you")
        self.versions = {}
        return self.index()

    @cached_property
    def batch(self):
        """The page of entries asked for."""
        form = self.request.form
        start = request_params.whole_number(form, "b_start", 0, request_params.LARGEST_START)
        return Batch(history_entries(self.context), PAGE, start)

    @property
    def pages(self):
        """The addresses of the pages before and after."""
        batch, url = self.batch, f"{self.context.absolute_url()}/@@verlauf"
        return {
            "newer": batch.has_previous and f"{url}?b_start={batch.previous.start - 1}",
            "older": batch.has_next and f"{url}?b_start={batch.next.start - 1}",
        }

    def differences(self, entry):
        """The fields that a version changed; ``None`` where there is nothing to compare."""
        if entry.before is None:
            return None
        old, new = self._version(entry.before), self._version(entry.version)
        return differences(old, new, self.context) if old is not None and new is not None else None

    def _version(self, number):
        """A version of the object, fetched once; ``None`` where it is kept no longer."""
        if number not in self.versions:
            archivist = api.portal.get_tool("portal_archivist")  # the repository's way would write
            try:
                version = archivist.retrieve(self.context, selector=number).data.object
                self.versions[number] = version.__of__(aq_parent(self.context))
            except ArchivistRetrieveError:
                self.versions[number] = None
        return self.versions[number]
