"""The form by which an editor takes a text one step further: with a comment, and a day where it is shown."""

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
from tlvwa.portal.ledger.impact.changes import publishing, removing
from tlvwa.portal.ledger.impact.view import ImpactFragment
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.workflow.consequences.view import ConsequencesView
from tlvwa.portal.workflow.transition import HIDING, NEEDS_COMMENT, SHOWING


class TransitionForm(BrowserView):
    """One step of the workflow: shown on GET, taken on POST."""

    error = ""

    def __call__(self):
        """The form, or a redirect to the text once the step is taken."""
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
        """The step asked for, where it is open to the editor; else ``None``."""
        steps = api.portal.get_tool("portal_workflow").getTransitionsFor(self.context)
        return next((each for each in steps if each["id"] == self.transition), None)

    @property
    def needs_comment(self):
        """Whether the step is explained."""
        return self.transition in NEEDS_COMMENT

    @property
    def shows(self):
        """Whether the text can be read by everybody after the step."""
        return self.transition in SHOWING

    @property
    def hides(self):
        """Whether the text can no longer be read by everybody after the step."""
        return self.transition in HIDING

    @property
    def effects(self):
        """What the step does to the answers; empty if nothing."""
        snapshot = site_snapshot()
        if self.shows:
            changes = publishing(snapshot, self.context)
        elif self.hides:
            changes = removing(snapshot, [self.context.UID()])
        else:
            return ""
        return ImpactFragment(self.context, self.request).of(changes)

    @property
    def consequences(self):
        """What is missing elsewhere after the step; empty if nothing is."""
        return ConsequencesView(self.context, self.request).part()

    @property
    def comment(self):
        """What was written as a comment."""
        return self.request.form.get("comment", "").strip()

    @property
    def first_day(self):
        """What was written as the first day."""
        return self.request.form.get("first_day", "").strip()

    def _take(self):
        """Take the step; the sentence that says why not, or nothing."""
        try:
            day = day_type.fromisoformat(self.first_day) if self.first_day else None
        except ValueError:
            return _("Der Tag wird als JJJJ-MM-TT geschrieben, zum Beispiel 2027-01-01.")
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
