"""The pages of a reform: its rehearsal with the decisions, applying it, withdrawing it."""

from functools import cached_property

import transaction
from AccessControl import Unauthorized
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zExceptions import NotFound

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.areas.reforms.apply import PlanRefused
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.export import CSV_TYPE, csv_file
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.reform.proposals import RecordFate
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.reforms import annotations
from tlvwa.portal.reforms.apply import (
    ReformRefused,
    apply_reform,
    reform_obstacles,
    withdraw_reform,
)
from tlvwa.portal.reforms.form_data import draft_of, staying_of
from tlvwa.portal.reforms.labels import FATES
from tlvwa.portal.reforms.report import RehearsalReport
from tlvwa.portal.reforms.tables import TABLES

EDIT = "Modify portal content"
APPLY = "tlvwa.portal: Apply Reform"
REST = "rest"  # stands for all of which nothing is said
CHOICES = (RecordFate.CARRY, RecordFate.END, RecordFate.LEAVE)
REHEARSAL, APPLYING, WITHDRAWING = (
    f"gebietsreform-{name}" for name in ("probe", "anwenden", "zuruecknehmen")
)


class ReformPage(BrowserView):
    """What all pages of a reform share."""

    errors = ()

    def __call__(self):
        """The page; what is sent by POST is done first."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if self.post():
                return self.request.response.redirect(self.address(REHEARSAL))
        return self.index()

    def post(self):
        """Do what was sent; whether it was done."""
        raise Unauthorized("nothing is sent here")

    @cached_property
    def applied(self):
        """What applying wrote, if it is applied."""
        return annotations.applied(self.context)

    @property
    def reasons(self):
        """Why there is no rehearsal."""
        return self._told[1]

    @property
    def told(self):
        """The rehearsal in words; ``None`` where there is none."""
        return self._told[0]

    @cached_property
    def _told(self):
        if self.applied:
            return None, ()
        snapshot = site_snapshot()
        try:
            draft = draft_of(self.context)
            staying = staying_of(self.context, snapshot, today())
        except PlanRefused as refused:
            return None, refused.reasons
        except AreaError as error:
            return None, (str(error),)
        decided = annotations.decisions(self.context)
        rehearsal = draft.rehearsed(snapshot, today(), staying, decided)
        return RehearsalReport(snapshot, draft, rehearsal), ()

    def address(self, name=""):
        """The address of a page of this reform."""
        return f"{self.context.absolute_url()}/@@{name}"

    @property
    def state(self):
        """The state of the workflow, in words."""
        workflow = api.portal.get_tool("portal_workflow")
        state = api.content.get_state(self.context)
        return workflow.getTitleForStateOnType(state, self.context.portal_type)

    @property
    def may_apply(self):
        """Whether the user may apply reforms."""
        return api.user.has_permission(APPLY, obj=self.context)


class RehearsalView(ReformPage):
    """What the reform would change; decisions are kept, nothing else is written."""

    def __call__(self):
        """The page, or one of its tables as CSV."""
        name = self.request.form.get("csv")
        return self._csv(name) if name and self.request.method == "GET" else super().__call__()

    @property
    def may_decide(self):
        """Whether the user may change the reform now."""
        return api.user.has_permission(EDIT, obj=self.context)

    @property
    def choices(self):
        """What can be decided: code and words."""
        return [(fate.value, say(FATES[fate])) for fate in CHOICES]

    @property
    def deciding(self):
        """The rules of which somebody has to decide, or has decided."""
        return [row for row in self.told.proposals if row["fate"] == RecordFate.DECIDE]

    @property
    def groups(self):
        """What can be decided for a whole office at once where it meets a new area."""
        return {
            row["group"]: f"{row['office']} → {row['successor_name'] or '–'}"
            for row in self.deciding
        }

    @property
    def tables(self):
        """The tables that can be read and taken away: name, title, head, rows."""
        for table in TABLES:
            rows = table.rows(self.told)
            yield {
                "name": table.name,
                "title": say(table.title),
                "head": [say(each) for each in table.head],
                "rows": rows,
                "url": f"{self.address(REHEARSAL)}?csv={table.name}",
            }

    def post(self):
        """Keep the decisions. Raises Unauthorized for those who may not change the reform."""
        if not self.may_decide:
            raise Unauthorized("the reform cannot be changed now")
        if self.told is None:
            return False
        codes = {fate.value: fate for fate in CHOICES}
        form = self.request.form
        sent = {
            row["id"]: next((form[name] for name in _names(row) if form.get(name) in codes), None)
            for row in self.deciding
        }
        decided = {name: codes[code] for name, code in sent.items() if code in codes}
        annotations.keep_decisions(self.context, decided)
        words = _("${count} Entscheidungen gespeichert.", mapping={"count": len(decided)})
        api.portal.show_message(words, self.request)
        return True

    def _csv(self, name):
        table = next((each for each in TABLES if each.name == name), None)
        if table is None or self.told is None:
            raise NotFound(name)
        response = self.request.response
        response.setHeader("Content-Type", CSV_TYPE)
        response.setHeader("Content-Disposition", f'attachment; filename="reform-{name}.csv"')
        return csv_file([say(each) for each in table.head], table.rows(self.told))


def _names(row):
    """The inputs that decide of a rule, the one of its own first."""
    return tuple(f"decide-{name}" for name in (row["id"], row["group"], REST))


class ApplyView(ReformPage):
    """Asks once more, and applies the reform by POST."""

    @property
    def reason(self):
        """Why somebody may be left without an answer, as it was sent."""
        return str(self.request.form.get("reason", "")).strip()

    @property
    def obstacles(self):
        """Why it cannot be applied, whatever the reason given."""
        return (
            tuple(reform_obstacles(self.context, self.told.rehearsal, reason="-"))
            if self.told
            else ()
        )

    def post(self):
        """Apply it, or tell why not."""
        if self.told is None:
            self.errors = self.reasons or (say(_("Die Reform ist schon angewendet.")),)
            return False
        try:
            done = apply_reform(self.context, self.told.draft, self.told.rehearsal, self.reason)
        except ReformRefused as refused:
            self.errors = refused.reasons
            return False
        words = _(
            "Die Reform ist angewendet: ${extended} Zuständigkeiten gelten auch in neuen Gebieten, "
            "${ended} enden, ${begun} beginnen.",
            mapping={name: getattr(done, name) for name in ("extended", "ended", "begun")},
        )
        api.portal.show_message(words, self.request)
        return True


class WithdrawView(ReformPage):
    """Asks once more, and withdraws the reform by POST."""

    def post(self):
        """Withdraw it, or tell why not."""
        try:
            withdraw_reform(self.context)
        except ReformRefused as refused:
            transaction.abort()
            self.errors = refused.reasons
            return False
        words = _("Die Reform ist zurückgenommen; alles ist wieder, wie es vor ihr war.")
        api.portal.show_message(words, self.request)
        return True
