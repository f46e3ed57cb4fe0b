"""The pages of bulk changes: form, preview, and the change itself, which is the only one to write."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import transaction
from AccessControl import Unauthorized
from plone import api
from plone.protect import CheckAuthenticator
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import BadRequest
from zope.interface import Invalid
from zope.schema import getFields

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import short_day_text
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import UnclearInput
from tlvwa.portal.content.responsibility.schema import IResponsibility, Responsibility
from tlvwa.portal.ledger.impact.effects import LedgerImpact
from tlvwa.portal.ledger.impact.overlap_guard import refusal
from tlvwa.portal.ledger.impact.view import ImpactFragment
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import filter_for_editors
from tlvwa.portal.tables.bulk.change import CLEAR, DAYS, FIELDS, SET, requested_edit
from tlvwa.portal.tables.bulk.mail import notify_recipients
from tlvwa.portal.tables.bulk.plan import PlannedEdit, apply_edits, nodes_after, plan_edits
from tlvwa.portal.tables.overviews.responsibilities import RESPONSIBILITIES
from tlvwa.portal.tables.overviews.row_context import RECORD
from tlvwa.portal.tables.overviews.view import site_row_context

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

    def __call__(self) -> str:
        """Return the page of the step that the form asks for. Raises BadRequest."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        self.records, self.missing = self._records()
        action = request_params.code(self.request.form, "do", (PREVIEW, APPLY))
        if not action or not self.records:
            return self.form_page()
        try:
            self.change = requested_edit(self.request.form)
        except UnclearInput as unclear:
            self.error = unclear.args[0]
            return self.form_page()
        self.edits = plan_edits(self.records, self.change)
        return self._apply() if action == APPLY else self.preview_page()

    @property
    def back(self) -> str:
        """The address of the overview."""
        return f"{self.context.absolute_url()}/@@{RESPONSIBILITIES.name}"

    @property
    def uids(self) -> str:
        """The UIDs of the records, for a hidden field."""
        return " ".join(record.UID() for record in self.records)

    @property
    def fields(self) -> Iterator[dict[str, object]]:
        """The fields of the form."""
        form = self.request.form
        for name in FIELDS:
            field = getFields(IResponsibility)[name]
            is_day = name in DAYS
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
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The possible actions for a field."""
        return (("", _("so lassen")), (SET, _("setzen auf")), (CLEAR, _("leeren")))

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The steps of the workflow as ``(id, title)``; the preview tells which ones are possible."""
        workflow = api.portal.get_tool("portal_workflow").getWorkflowById(WORKFLOW)
        return [
            (transition.getId(), transition.title)
            for transition in workflow.transitions.objectValues()
        ]

    @property
    def effective(self) -> list[PlannedEdit]:
        """The edits that change a record."""
        return [edit for edit in self.edits if edit.changes]

    @property
    def effective_uids(self) -> str:
        """The UIDs of the records that change, for a hidden field."""
        return " ".join(edit.record.UID() for edit in self.effective)

    @property
    def refused(self) -> list[PlannedEdit]:
        """The edits that are refused, with reasons."""
        return [edit for edit in self.edits if edit.refusal]

    @property
    def unchanged(self) -> int:
        """How many records have the new values already."""
        return len(self.edits) - len(self.effective) - len(self.refused)

    @property
    def summary(self) -> Iterator[dict[str, object]]:
        """How many records change from which value to which."""
        counts = Counter(
            (name, _value_text(getattr(edit.record, name)))
            for edit in self.effective
            for name in edit.values
        )
        for (name, before), count in sorted(counts.items()):
            after = _value_text(self.change.values[name])
            title = getFields(IResponsibility)[name].title
            yield {"title": title, "before": before, "after": after, "count": count}

    @property
    def effects(self) -> str:
        """The effects of all edits on the ledger; empty if there are none."""
        return ImpactFragment(self.context, self.request).render_changes(
            nodes_after(self.effective, self.change)
        )

    @property
    def step_title(self) -> str:
        """The title of the step."""
        return dict(self.steps).get(self.change.step, "")

    @property
    def form_values(self) -> list[tuple[str, str]]:
        """The parameters of the form as ``(name, value)``, for hidden fields."""
        form = self.request.form
        names = [
            "step",
            "comment",
            *(f"{name}{ending}" for name in FIELDS for ending in ("", "_do")),
        ]
        return [(name, form.get(name, "")) for name in names]

    def _apply(self) -> str:
        """Apply all edits or none. Raises Unauthorized for anything but a POST of our form."""
        if self.request.method != "POST":
            raise Unauthorized("changes are sent by POST")
        CheckAuthenticator(self.request)
        if self.refused or self.missing:
            self.error = _("Inzwischen hat sich etwas geändert. Es wurde noch nichts geschrieben.")
            return self.preview_page()
        words = refusal(LedgerImpact(site_snapshot(), nodes_after(self.effective, self.change)))
        if words:
            self.error = words
            return self.preview_page()
        try:
            apply_edits(self.effective, self.change)
            notify_recipients([edit.record for edit in self.effective], self.change)
        except (BadRequest, Invalid, WorkflowException) as refused:
            transaction.abort()
            words = {"why": str(refused)}
            self.error = _("Es wurde nichts geschrieben: ${why}", mapping=words)
            return self.preview_page()
        words = _("${count} Zuständigkeiten geändert.", mapping={"count": len(self.effective)})
        api.portal.show_message(words, self.request)
        return self.request.response.redirect(self.back)

    def _records(self) -> tuple[list[Responsibility], int]:
        """Return the chosen records that the user sees, by title, and the number of the others."""
        uids = self._uids()
        if len(uids) > LIMIT:
            self.error = _(TOO_MANY, mapping={"count": len(uids), "limit": LIMIT})
            return [], 0
        snapshot = site_snapshot()
        known_nodes = [snapshot.nodes[uid] for uid in uids if uid in snapshot.nodes]
        nodes = filter_for_editors([node for node in known_nodes if node.portal_type == RECORD])
        nodes.sort(key=lambda node: (node.title.casefold(), node.uid))
        objects = [self.context.unrestrictedTraverse(node.path, None) for node in nodes]
        records = [record for record in objects if record is not None]
        return records, len(uids) - len(records)

    def _uids(self) -> list[str]:
        """Return the UIDs of all records that match the filters, or of those ticked.

        The later pages send the UIDs of the first one.
        """
        form = self.request.form
        if form.get("all"):
            query, context = RESPONSIBILITIES.read_query(form), site_row_context()
            inside = request_params.text(form, "inside")
            return [node.uid for node in RESPONSIBILITIES.matching(context, query, inside)]
        value = form.get("uid", [])
        uids = [value] if isinstance(value, str) else value
        return list(dict.fromkeys([*uids, *request_params.text(form, "uids").split()]))


def _value_text(value: date | str | None) -> str:
    """Return a value as text."""
    if value is None or value == "":
        return "–"
    return short_day_text(value) if isinstance(value, date) else str(value)
