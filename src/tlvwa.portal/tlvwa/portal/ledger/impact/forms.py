"""The forms of a responsibility: those of Plone, with a preview of what the record would change."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from plone import api
from plone.dexterity.browser.add import DefaultAddForm, DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform import layout
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.interfaces import ActionExecutionError
from zope.interface import Invalid, classImplements
from zope.schema import getFieldNames
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common.clock import BERLIN
from tlvwa.portal.common.i18n import _
from tlvwa.portal.content.responsibility.draft import changed_node, new_node
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.ledger.impact.effects import LedgerImpact
from tlvwa.portal.ledger.impact.overlap_guard import is_public, refusal
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import Node

PREVIEW = _("Was ändert sich?")
EXPIRES = "IPublication.expires"


class ImpactPreviewForm:
    """What both forms share; ``effects`` is the impact of the values filled in, after a preview."""

    template = ViewPageTemplateFile("form.pt")
    fragment = ViewPageTemplateFile("fragment.pt")
    effects: LedgerImpact | None = None
    # Of the form that this is mixed into:
    request: HTTPRequest
    formErrorsMessage: str
    extractData: Callable[[], tuple[dict[str, Any], tuple[object, ...]]]

    def node(self, values: Mapping[str, Any], data: Mapping[str, Any]) -> Node:
        """Return the node that saving would give."""
        raise NotImplementedError

    def part(self) -> str:
        """Return the part of the page that shows the effects."""
        part: str = self.fragment()
        return part

    def impact_of(self, data: Mapping[str, Any]) -> LedgerImpact:
        """Return the impact of the values filled in."""
        values = {name: data[name] for name in getFieldNames(IResponsibility) if name in data}
        node = self.node(values, data)
        return LedgerImpact(site_snapshot(), {node.uid: node})

    def preview(self) -> None:
        """Show the effects without saving."""
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
        else:
            self.effects = self.impact_of(data)

    def show_impact(self, impact: LedgerImpact) -> None:
        """Show the effects as a message on the next page."""
        if impact.lines:
            kind = "warning" if impact.refused or impact.opens_gaps else "info"
            api.portal.show_message(" ".join(impact.lines), self.request, type=kind)


class AddForm(ImpactPreviewForm, DefaultAddForm):
    """Adds a responsibility as a draft."""

    buttons = button.Buttons(DefaultAddForm.buttons)
    handlers = DefaultAddForm.handlers.copy()

    def node(self, values: Mapping[str, Any], data: Mapping[str, Any]) -> Node:
        """Return the node that saving would give."""
        return new_node(self.container, values)

    @button.buttonAndHandler(PREVIEW, name="preview")
    def handle_preview(self, action):
        """Show the effects."""
        self.preview()


class AddView(DefaultAddView):
    """The page of the form."""

    form = AddForm


class EditForm(ImpactPreviewForm, DefaultEditForm):
    """Changes a responsibility; a public one is refused if it would open an overlap."""

    buttons = button.Buttons(DefaultEditForm.buttons)
    handlers = DefaultEditForm.handlers.copy()

    def node(self, values: Mapping[str, Any], data: Mapping[str, Any]) -> Node:
        """Return the node that saving would give, with its day of expiry."""
        node = changed_node(self.context, values)
        return replace(node, expires=_day(data[EXPIRES])) if EXPIRES in data else node

    @button.buttonAndHandler(PREVIEW, name="preview")
    def handle_preview(self, action):
        """Show the effects."""
        self.preview()

    def applyChanges(self, data):
        """Save and show the effects. Raises ActionExecutionError for a refused overlap."""
        self.effects = self.impact_of(data)
        if is_public(self.context) and self.effects.refused:
            raise ActionExecutionError(Invalid(refusal(self.effects)))
        changes = super().applyChanges(data)
        self.show_impact(self.effects)
        return changes


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(BERLIN).date() if moment else None


EditView = layout.wrap_form(EditForm)
classImplements(EditView, IDexterityEditForm)  # as Plone's own view of edit forms does
