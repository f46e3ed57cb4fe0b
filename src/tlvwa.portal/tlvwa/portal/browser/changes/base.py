"""The base of the page of changes and its feeds: subject, entries and addresses."""

from functools import cached_property

from Products.Five.browser import BrowserView

from tlvwa.portal.changes.entry import ChangeSubject
from tlvwa.portal.changes.messages import ChangeFormatter, subject_title
from tlvwa.portal.changes.store import current_changes
from tlvwa.portal.changes.visibility import MOST, known_subject, readable_entries
from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import changes_url, feed_links
from tlvwa.portal.readmodels.follower import site_snapshot


class ChangesBase(BrowserView):
    """The changes of the subject that the request names."""

    def prepare(self):
        """Look up the subject. Raises BadRequest and NotFound, which name the parameter."""
        self.snapshot, self.day, self.store = site_snapshot(), today(), current_changes()
        form = self.request.form
        subject = ChangeSubject(
            *(request_params.text(form, name) for name in ChangeSubject._fields)
        )
        self.subject = known_subject(self.snapshot, subject, self.day)

    @cached_property
    def entries(self):
        """The newest entries."""
        return readable_entries(self.snapshot, self.store, self.subject, self.day, most=self.most)

    most = MOST

    def change(self, entry):
        """Return an entry as texts."""
        return self._formatter.message(entry)

    @cached_property
    def _formatter(self):
        return ChangeFormatter(self.snapshot, self.day, self.subject)

    @cached_property
    def about(self):
        """The title of the subject; empty for all changes."""
        return subject_title(self.snapshot, self.subject)

    @property
    def full_title(self):
        """The title of page and feeds."""
        return (
            say(_("Änderungen: ${what}"), what=self.about) if self.about else say(_("Änderungen"))
        )

    @property
    def page_url(self):
        """The address of the page."""
        return changes_url(**self.subject.parameters)

    @property
    def feeds(self):
        """The feeds of the same changes."""
        return feed_links(**self.subject.parameters)
