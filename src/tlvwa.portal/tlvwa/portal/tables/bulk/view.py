"""The pages: what to change, what that does, and then it is done. Only the last one writes."""

from collections import Counter

import transaction
from AccessControl import Unauthorized
from plone import api
from plone.protect import CheckAuthenticator
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import BadRequest
from zope.interface import Invalid

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.ledger.impact.effects import LedgerImpact
from tlvwa.portal.ledger.impact.overlap_guard import refusal
from tlvwa.portal.ledger.impact.view import ImpactFragment
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import of_those_for_editors
from tlvwa.portal.tables.bulk.change import CLEAR, FIELDS, SET, Unclear, requested_edit
from tlvwa.portal.tables.bulk.mail import notify_recipients
from tlvwa.portal.tables.bulk.plan import carry_out, nodes, plan_edits
from tlvwa.portal.tables.overviews.responsibilities import RESPONSIBILITIES
from tlvwa.portal.tables.overviews.row_context import RECORD
from tlvwa.portal.tables.overviews.view import site_facts

LIMIT = 1_000
WORKFLOW = "tlvwa_publication_workflow"
PREVIEW, APPLY = "preview", "apply"
TOO_MANY = _(
    "Das sind ${count} Zuständigkeiten; auf einmal lassen sich höchstens ${limit} ändern. "
    "Bitte filtern Sie enger."
)


class BulkView(BrowserView):
    """Changes many records in one transaction."""

    form_page = ViewPageTemplateFile("form.pt")
    preview_page = ViewPageTemplateFile("preview.pt")
    error = ""

    def __call__(self):
        """The page of the step that the form asks for. Raises BadRequest."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        self.records, self.missing = self._records()
        do = request_params.code(self.request.form, "do", (PREVIEW, APPLY))
        if not do or not self.records:
            return self.form_page()
        try:
            self.change = requested_edit(self.request.form)
        except Unclear as unclear:
            self.error = unclear.args[0]
            return self.form_page()
        self.lines = plan_edits(self.records, self.change)
        return self._apply() if do == APPLY else self.preview_page()

    @property
    def back(self):
        """The address of the overview."""
        return f"{self.context.absolute_url()}/@@{RESPONSIBILITIES.name}"

    @property
    def uids(self):
        """The records at hand, for a hidden field."""
        return " ".join(record.UID() for record in self.records)

    @property
    def fields(self):
        """What the form shows of each field."""
        form = self.request.form
        for name in FIELDS:
            field = IResponsibility[name]
            is_day = name != "legal_basis"
            default = today().isoformat() if name == "confirmed_on" else ""
            yield {
                "name": name,
                "title": field.title,
                "description": field.description,
                "type": "date" if is_day else "text",
                "value": form.get(name, default),
                "do": form.get(f"{name}_do", ""),
            }

    @property
    def choices(self):
        """What can be done to a field."""
        return (("", _("so lassen")), (SET, _("setzen auf")), (CLEAR, _("leeren")))

    @property
    def steps(self):
        """The steps of the workflow: id and title. Which are open is told for each record."""
        workflow = api.portal.get_tool("portal_workflow").getWorkflowById(WORKFLOW)
        return [(each.getId(), each.title) for each in workflow.transitions.objectValues()]

    @property
    def changing(self):
        """The lines of records that something is done to."""
        return [line for line in self.lines if line.changes]

    @property
    def changing_uids(self):
        """Their UIDs, for a hidden field."""
        return " ".join(line.record.UID() for line in self.changing)

    @property
    def refused(self):
        """The records that stay as they are, and why."""
        return [line for line in self.lines if line.refusal]

    @property
    def unchanged(self):
        """How many records are as they are to be already."""
        return len(self.lines) - len(self.changing) - len(self.refused)

    @property
    def summary(self):
        """How many records change from which value to which."""
        counts = Counter(
            (name, _written(getattr(line.record, name)))
            for line in self.changing
            for name in line.values
        )
        for (name, before), count in sorted(counts.items()):
            after = _written(self.change.values[name])
            title = IResponsibility[name].title
            yield {"title": title, "before": before, "after": after, "count": count}

    @property
    def effects(self):
        """What all that together does to the answers; empty if nothing."""
        return ImpactFragment(self.context, self.request).of(nodes(self.changing, self.change))

    @property
    def step_title(self):
        """The title of the step."""
        return dict(self.steps).get(self.change.step, "")

    @property
    def sent(self):
        """What the form said, as ``(name, value)``, for hidden fields."""
        form = self.request.form
        names = ["step", "comment", *(each for name in FIELDS for each in (name, f"{name}_do"))]
        return [(name, form.get(name, "")) for name in names]

    def _apply(self):
        """Do it, or nothing of it. Raises Unauthorized for what is no POST of a form of ours."""
        if self.request.method != "POST":
            raise Unauthorized("changes are sent by POST")
        CheckAuthenticator(self.request)
        if self.refused or self.missing:
            self.error = _("Inzwischen hat sich etwas geändert. Es wurde noch nichts geschrieben.")
            return self.preview_page()
        words = refusal(LedgerImpact(site_snapshot(), nodes(self.changing, self.change)))
        if words:
            self.error = words
            return self.preview_page()
        try:
            carry_out(self.changing, self.change)
            notify_recipients([line.record for line in self.changing], self.change)
        except (BadRequest, Invalid, WorkflowException) as refused:
            transaction.abort()
            words = {"why": str(refused)}
            self.error = _("Es wurde nichts geschrieben: ${why}", mapping=words)
            return self.preview_page()
        words = _("${count} Zuständigkeiten geändert.", mapping={"count": len(self.changing)})
        api.portal.show_message(words, self.request)
        return self.request.response.redirect(self.back)

    def _records(self):
        """The records chosen that the user sees, by title, and the number of those not found."""
        uids = self._uids()
        if len(uids) > LIMIT:
            self.error = _(TOO_MANY, mapping={"count": len(uids), "limit": LIMIT})
            return [], 0
        snapshot = site_snapshot()
        known = [snapshot.nodes[uid] for uid in uids if uid in snapshot.nodes]
        nodes = of_those_for_editors([node for node in known if node.portal_type == RECORD])
        nodes.sort(key=lambda node: (node.title.casefold(), node.uid))
        found = [self.context.unrestrictedTraverse(node.path, None) for node in nodes]
        records = [record for record in found if record is not None]
        return records, len(uids) - len(records)

    def _uids(self):
        """The UIDs of the records chosen: all that the filters find, those ticked, or of the page before."""
        form = self.request.form
        if form.get("all"):
            asked, facts = RESPONSIBILITIES.asked(form), site_facts()
            inside = request_params.text(form, "inside")
            return [node.uid for node in RESPONSIBILITIES.found(facts, asked, inside)]
        given = form.get("uid", [])
        ticked = [given] if isinstance(given, str) else given
        return list(dict.fromkeys([*ticked, *request_params.text(form, "uids").split()]))


def _written(value):
    """A value as people write it."""
    if value is None or value == "":
        return "–"
    return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else str(value)
