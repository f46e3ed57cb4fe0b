"""The form for a workflow step, with a comment, and a first day if the text is shown."""

from datetime import date as day_type
from datetime import datetime, time

from AccessControl import Unauthorized
from DateTime import DateTime
from plone import api
from plone.protect import CheckAuthenticator
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.Five.browser import BrowserView

from tlvwa.portal.common.clock import BERLIN
from tlvwa.portal.common.i18n import _
from tlvwa.portal.ledger.impact.changes import publication_changes, removal_changes
from tlvwa.portal.ledger.impact.view import ImpactFragment
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.workflow.consequences.view import ConsequencesView
from tlvwa.portal.workflow.transition import HIDING, NEEDS_COMMENT, SHOWING


class TransitionForm(BrowserView):
    """A workflow step: shown on GET, taken on POST."""

    error = ""

    def __call__(self):
        """Return the form, or a redirect to the object when the step is taken."""
        self.transition = self.request.form.get("transition", "")
        if self.step is None:
            raise Unauthorized("this step is not open to you now")
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            self.error = self._take()
            if not self.error:
                return self.request.response.redirect(f"{self.context.absolute_url()}/view")
        return self.index()

    @property
    def step(self):
        """The step asked for if the editor may take it, else ``None``."""
        steps = api.portal.get_tool("portal_workflow").getTransitionsFor(self.context)
        return next((each for each in steps if each["id"] == self.transition), None)

    @property
    def needs_comment(self):
        """Whether the step needs a comment."""
        return self.transition in NEEDS_COMMENT

    @property
    def shows(self):
        """Whether everybody can read the text after the step."""
        return self.transition in SHOWING

    @property
    def hides(self):
        """Whether not everybody can read the text after the step any more."""
        return self.transition in HIDING

    @property
    def effects(self):
        """The effects of the step on the ledger; empty if there are none."""
        snapshot = site_snapshot()
        if self.shows:
            changes = publication_changes(snapshot, self.context)
        elif self.hides:
            changes = removal_changes(snapshot, [self.context.UID()])
        else:
            return ""
        return ImpactFragment(self.context, self.request).render_changes(changes)

    @property
    def consequences(self):
        """The losses of other content after the step; empty if there are none."""
        return ConsequencesView(self.context, self.request).part()

    @property
    def comment(self):
        """The comment entered."""
        return self.request.form.get("comment", "").strip()

    @property
    def first_day(self):
        """The first day entered."""
        return self.request.form.get("first_day", "").strip()

    def _take(self):
        """Take the step; return the sentence why it failed, or an empty text."""
        try:
            day = day_type.fromisoformat(self.first_day) if self.first_day else None
        except ValueError:
            return _("Der Tag wird als JJJJ-MM-TT geschrieben, zum Beispiel 2027-01-01.")
        # A refused step must not leave the new day behind: the transaction is committed all the same.
        before = self.context.effective_date
        if self.shows and day is not None:
            moment = datetime.combine(day, time(), BERLIN)
            self.context.effective_date = DateTime(moment.isoformat())
        workflow = api.portal.get_tool("portal_workflow")
        try:
            workflow.doActionFor(self.context, self.transition, comment=self.comment)
        except WorkflowException as refused:
            self.context.effective_date = before
            return str(refused)
        self.context.reindexObject()
        api.portal.show_message(_("Der neue Zustand ist gespeichert."), self.request)
        return ""
