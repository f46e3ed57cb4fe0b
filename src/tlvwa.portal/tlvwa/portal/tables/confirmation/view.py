"""The page that confirms records: which wait, and one form for all of an authority or service."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

import transaction
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import BadRequest
from zope.interface import Invalid

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.common.vocabularies import EFFECTS, label
from tlvwa.portal.content.responsibility.schema import Responsibility
from tlvwa.portal.finder.records import Agreement
from tlvwa.portal.readmodels.payloads import Node, ResponsibilityPayload, payload_of
from tlvwa.portal.tables.bulk.change import FieldEdit
from tlvwa.portal.tables.bulk.plan import PlannedEdit, apply_edits, plan_edits
from tlvwa.portal.tables.confirmation.pending import (
    CONFIRMATION,
    PendingGroup,
    groups_by_authority,
    groups_by_service,
    records_of,
)
from tlvwa.portal.tables.overviews.labels import names_text
from tlvwa.portal.tables.overviews.responsibilities import is_unconfirmed
from tlvwa.portal.tables.overviews.view import site_row_context

NO_SOURCE = _("Woran haben Sie geprüft? Bitte nennen Sie die Quelle.")
NO_DAY = _("An welchem Tag haben Sie geprüft?")
NOTHING_CHOSEN = _("Bitte wählen Sie mindestens eine Zuständigkeit aus.")
NOTHING_WRITTEN = _("Es wurde nichts geschrieben: ${why}")


class ConfirmationView(BrowserView):
    """Lists what waits, or confirms the records chosen, all of them in one transaction."""

    groups_page = ViewPageTemplateFile("groups.pt")
    form_page = ViewPageTemplateFile("form.pt")
    error = ""
    most_shown = 20  # groups that are seen at once; the others are folded

    def __call__(self) -> str:
        """Return the page that the request asks for. Raises BadRequest and Unauthorized."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        self.row_context = site_row_context()
        self.days = setting("confirm_within_days", 365)
        uid = self.group_uid
        if not uid:
            return self.groups_page()
        self.nodes = records_of(self.row_context, uid)
        if not self.nodes:
            self.request.response.setStatus(404)
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            return self._confirm()
        return self.form_page()

    @property
    def group_uid(self) -> str:
        """The UID of the authority or service whose records are confirmed; empty for none."""
        form = self.request.form
        return request_params.text(form, "authority") or request_params.text(form, "service")

    @property
    def parameter(self) -> str:
        """The name of the parameter that names the group."""
        return "authority" if request_params.text(self.request.form, "authority") else "service"

    @property
    def group_title(self) -> str:
        """The title of the authority or service."""
        return "".join(self.row_context.titles([self.group_uid]))

    @property
    def url(self) -> str:
        """The address of this page without a group."""
        return f"{self.context.absolute_url()}/@@{CONFIRMATION}"

    @property
    def by_authority(self) -> list[PendingGroup]:
        """The authorities whose records wait."""
        return groups_by_authority(self.row_context, self.days)

    @property
    def by_service(self) -> list[PendingGroup]:
        """The services whose records wait."""
        return groups_by_service(self.row_context, self.days)

    @property
    def rows(self) -> Iterator[dict[str, object]]:
        """The records of the form. None is ticked until somebody chooses it."""
        for node in self.nodes:
            record = payload_of(node, ResponsibilityPayload).record
            yield {
                "uid": node.uid,
                "title": node.title,
                "url": f"{url_of(self.request, node)}/view",
                "services": self._names(payload_of(node, ResponsibilityPayload).services),
                "areas": self._area_names(node),
                "statement": label(EFFECTS, record.effect.value),
                "agreement": record.agreement is not Agreement.NONE,
                "checked": _checked_text(node),
                "ticked": node.uid in self._chosen,
            }

    @property
    def values(self) -> dict[str, str]:
        """The values of the form's fields."""
        form = self.request.form
        return {
            "confirmed_on": request_params.text(form, "confirmed_on") or today().isoformat(),
            "checked_against": request_params.text(form, "checked_against"),
            "source_date": request_params.text(form, "source_date"),
            "comment": request_params.text(form, "comment"),
        }

    @cached_property
    def waiting(self) -> list[Node]:
        """The records that wait for a confirmation."""
        return [node for node in self.nodes if is_unconfirmed(self.row_context, node, self.days)]

    @cached_property
    def _chosen(self) -> set[str]:
        """The UIDs of the records that are ticked, or of all that wait."""
        value = self.request.form.get("uid", [])
        ticked = set([value] if isinstance(value, str) else value)
        is_all = request_params.code(self.request.form, "all", ("waiting",))
        return ticked | {node.uid for node in self.waiting} if is_all else ticked

    def _names(self, uids: tuple[str, ...]) -> str:
        return names_text(self.row_context.titles(uids))

    def _area_names(self, node: Node) -> str:
        return names_text(tuple(map(self.row_context.area_name, self.row_context.areas(node))))

    def _confirm(self) -> str:
        """Write the confirmation, or say why not."""
        records = [
            record
            for node in self.nodes
            if node.uid in self._chosen
            and (record := self.context.unrestrictedTraverse(node.path, None)) is not None
        ]
        edit = self._edit(records)
        if edit is None:
            return self.form_page()
        edits = plan_edits(records, edit)
        refused = [planned for planned in edits if planned.refusal]
        if refused:
            self.error = _refusal_text(refused)
            return self.form_page()
        try:
            apply_edits([planned for planned in edits if planned.changes], edit)
        except (BadRequest, Invalid) as failure:
            transaction.abort()
            self.error = _(NOTHING_WRITTEN, mapping={"why": str(failure)})
            return self.form_page()
        words = {"count": len(records), "group": self.group_title}
        api.portal.show_message(
            _("${count} Zuständigkeiten bestätigt: ${group}.", mapping=words), self.request
        )
        return self.request.response.redirect(self.url)

    def _edit(self, records: list[Responsibility]) -> FieldEdit | None:
        """Return what the form asks for; ``None``, with ``error``, where something is missing."""
        form = self.request.form
        checked, source_date = _day(form, "confirmed_on"), _day(form, "source_date")
        source = request_params.text(form, "checked_against")
        problems = (
            (not records, NOTHING_CHOSEN),
            (checked is None, NO_DAY),
            (not source, NO_SOURCE),
        )
        self.error = next((text for is_wrong, text in problems if is_wrong), "")
        if self.error:
            return None
        values = {"confirmed_on": checked, "checked_against": source, "source_date": source_date}
        return FieldEdit(values, comment=request_params.text(form, "comment") or source)


def _day(form: request_params.Form, name: str) -> date | None:
    """Return a day of the form; ``None`` where it was left empty. Raises BadRequest."""
    return request_params.day(form, name) if request_params.text(form, name) else None


def _checked_text(node: Node) -> str:
    record = payload_of(node, ResponsibilityPayload).record
    if record.confirmed_on is None:
        return say(_("noch nie"))
    return ", ".join(filter(None, (day_text(record.confirmed_on), record.checked_against)))


def _refusal_text(refused: list[PlannedEdit]) -> str:
    """Return which records cannot be confirmed, and why; nothing is written then."""
    reasons = dict.fromkeys(say(edit.refusal) for edit in refused)
    names = names_text([edit.record.Title() for edit in refused])
    return _(NOTHING_WRITTEN, mapping={"why": f"{' '.join(reasons)} ({names})"})
