"""The pages of a reform: rehearsal with decisions, applying and withdrawing."""

from functools import cached_property

import transaction
from AccessControl import Unauthorized
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zExceptions import NotFound

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.export import CSV_TYPE, csv_file, file_response
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.reform.proposals import RecordFate
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.reforms import annotations
from tlvwa.portal.reforms.apply import apply_reform, reform_obstacles, withdraw_reform
from tlvwa.portal.reforms.form_data import ReformRefused, draft_of, exceptions_of
from tlvwa.portal.reforms.labels import FATES
from tlvwa.portal.reforms.report import RehearsalReport
from tlvwa.portal.reforms.tables import TABLES

EDIT = "Modify portal content"
APPLY = "tlvwa.portal: Apply Reform"
REST = "rest"  # the group of all rules without a decision of their own or of their group
CHOICES = (RecordFate.CARRY, RecordFate.END, RecordFate.LEAVE)
REHEARSAL, APPLYING, WITHDRAWING = (
    f"gebietsreform-{name}" for name in ("probe", "anwenden", "zuruecknehmen")
)


class ReformPage(BrowserView):
    """Base of all pages of a reform."""

    errors: tuple[str, ...] = ()

    def __call__(self):
        """Return the page; a POST is carried out first."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if self.post():
                return self.request.response.redirect(self.address(REHEARSAL))
        return self.index()

    def post(self):
        """Carry out a POST; return whether it was done."""
        raise Unauthorized("nothing is sent here")

    @cached_property
    def applied(self):
        """What applying changed, or ``None`` if the reform is not applied."""
        return annotations.applied_changes(self.context)

    @property
    def reasons(self):
        """The reasons why there is no rehearsal."""
        return self._report_and_reasons[1]

    @property
    def report(self):
        """The report of the rehearsal; ``None`` if there is none."""
        return self._report_and_reasons[0]

    @cached_property
    def _report_and_reasons(self):
        """The report or ``None``, and the reasons why there is none."""
        if self.applied:
            return None, ()
        snapshot = site_snapshot()
        try:
            draft = draft_of(self.context)
            staying = exceptions_of(self.context, snapshot, today())
        except ReformRefused as refused:
            return None, refused.reasons
        except AreaError as error:
            return None, (str(error),)
        decided = annotations.decisions(self.context)
        rehearsal = draft.rehearse(snapshot, today(), staying, decided)
        return RehearsalReport(snapshot, draft, rehearsal), ()

    def address(self, name=""):
        """Return the address of a page of this reform."""
        return f"{self.context.absolute_url()}/@@{name}"

    @property
    def state(self):
        """The title of the workflow state."""
        workflow = api.portal.get_tool("portal_workflow")
        state = api.content.get_state(self.context)
        return workflow.getTitleForStateOnType(state, self.context.portal_type)

    @property
    def may_apply(self):
        """Whether the user may apply reforms."""
        return api.user.has_permission(APPLY, obj=self.context)


class RehearsalView(ReformPage):
    """Shows what the reform would change; stores decisions and nothing else."""

    def __call__(self):
        """Return the page, or one of its tables as CSV."""
        name = self.request.form.get("csv")
        return self._csv(name) if name and self.request.method == "GET" else super().__call__()

    @property
    def may_decide(self):
        """Whether the user may change the reform now."""
        return api.user.has_permission(EDIT, obj=self.context)

    @property
    def choices(self):
        """The possible decisions as ``(code, label)``."""
        return [(fate.value, say(FATES[fate])) for fate in CHOICES]

    @property
    def deciding(self):
        """The rules that need a decision, decided or not."""
        return [row for row in self.report.proposals if row["fate"] == RecordFate.DECIDE]

    @property
    def groups(self):
        """The groups of rules that one decision can cover: of one office in one new area."""
        return {
            row["group"]: f"{row['office']} → {row['successor_name'] or '–'}"
            for row in self.deciding
        }

    @property
    def tables(self):
        """The tables with name, title, head, rows and the address of the file."""
        for table in TABLES:
            rows = table.rows(self.report)
            yield {
                "name": table.name,
                "title": say(table.title),
                "head": [say(title) for title in table.head],
                "rows": rows,
                "url": f"{self.address(REHEARSAL)}?csv={table.name}",
            }

    def post(self):
        """Store the decisions. Raises Unauthorized for users who may not change the reform."""
        if not self.may_decide:
            raise Unauthorized("the reform cannot be changed now")
        if self.report is None:
            return False
        codes = {fate.value: fate for fate in CHOICES}
        form = self.request.form
        codes_sent = {
            row["id"]: next((form[name] for name in _names(row) if form.get(name) in codes), None)
            for row in self.deciding
        }
        decided = {name: codes[code] for name, code in codes_sent.items() if code in codes}
        annotations.store_decisions(self.context, decided)
        words = _("${count} Entscheidungen gespeichert.", mapping={"count": len(decided)})
        api.portal.show_message(words, self.request)
        return True

    def _csv(self, name):
        table = next((known for known in TABLES if known.name == name), None)
        if table is None or self.report is None:
            raise NotFound(name)
        content = csv_file([say(title) for title in table.head], table.rows(self.report))
        return file_response(self.request.response, content, CSV_TYPE, f"reform-{name}.csv")


def _names(row):
    """Return the names of the inputs for a rule; its own comes before its group's and the rest's."""
    return tuple(f"decide-{name}" for name in (row["id"], row["group"], REST))


class ApplyView(ReformPage):
    """Asks for a confirmation and applies the reform by POST."""

    @property
    def reason(self):
        """The reason given for answers that are lost or doubled."""
        return str(self.request.form.get("reason", "")).strip()

    @property
    def obstacles(self):
        """The obstacles that no reason given removes."""
        return (
            tuple(reform_obstacles(self.context, self.report.rehearsal, reason="-"))
            if self.report
            else ()
        )

    def post(self):
        """Apply the reform, or set the errors."""
        if self.report is None:
            self.errors = self.reasons or (say(_("Die Reform ist schon angewendet.")),)
            return False
        try:
            result = apply_reform(
                self.context, self.report.draft, self.report.rehearsal, self.reason
            )
        except ReformRefused as refused:
            self.errors = refused.reasons
            return False
        words = _(
            "Die Reform ist angewendet: ${extended} Zuständigkeiten gelten auch in neuen Gebieten, "
            "${ended} enden, ${begun} beginnen.",
            mapping={name: getattr(result, name) for name in ("extended", "ended", "begun")},
        )
        api.portal.show_message(words, self.request)
        return True


class WithdrawView(ReformPage):
    """Asks for a confirmation and withdraws the reform by POST."""

    def post(self):
        """Withdraw the reform, or set the errors."""
        try:
            withdraw_reform(self.context)
        except ReformRefused as refused:
            # Nothing may be left of the attempt, though the request itself succeeds.
            transaction.abort()
            self.errors = refused.reasons
            return False
        words = _("Die Reform ist zurückgenommen; alles ist wieder, wie es vor ihr war.")
        api.portal.show_message(words, self.request)
        return True
