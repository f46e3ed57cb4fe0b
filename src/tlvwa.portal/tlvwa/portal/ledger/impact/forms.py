"""The forms of a responsibility: Plone's own, and before saving what the record would change."""

from dataclasses import replace

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

from tlvwa.portal.common.i18n import _
from tlvwa.portal.content.responsibility.draft import changed_node, new_node
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.ledger.impact.effects import LedgerImpact
from tlvwa.portal.ledger.impact.overlap_guard import is_public, refusal
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.nodes import BERLIN

PREVIEW = _("Was ändert sich?")
EXPIRES = "IPublication.expires"


class ImpactPreviewForm:
    """What both forms share; ``effects`` are those of what is filled in, once asked for."""

    template = ViewPageTemplateFile("form.pt")
    fragment = ViewPageTemplateFile("fragment.pt")
    effects = None

    def part(self):
        """The part of the page that tells the effects."""
        return self.fragment()

    def prove(self, data):
        """The effects of what is filled in."""
        values = {name: data[name] for name in getFieldNames(IResponsibility) if name in data}
        node = self.node(values, data)
        return LedgerImpact(site_snapshot(), {node.uid: node})

    def preview(self):
        """Show the effects and save nothing."""
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
        else:
            self.effects = self.prove(data)

    def tell(self, effects):
        """Say in the answer to saving what is or would be otherwise."""
        if effects.lines:
            kind = "warning" if effects.refused or effects.opens_gaps else "info"
            api.portal.show_message(" ".join(effects.lines), self.request, type=kind)


class AddForm(ImpactPreviewForm, DefaultAddForm):
    """Adds a draft."""

    buttons = button.Buttons(DefaultAddForm.buttons)
    handlers = DefaultAddForm.handlers.copy()

    def node(self, values, data):
        """The record as it would be kept."""
        return new_node(self.container, values)

    @button.buttonAndHandler(PREVIEW, name="preview")
    def handle_preview(self, action):
        """Show the effects."""
        self.preview()


class AddView(DefaultAddView):
    """The page of the form."""

    form = AddForm


class EditForm(ImpactPreviewForm, DefaultEditForm):
    """Changes a record; one that is public does not come to overlap with others."""

    buttons = button.Buttons(DefaultEditForm.buttons)
    handlers = DefaultEditForm.handlers.copy()

    def node(self, values, data):
        """The record as it would be kept, with the day from which it is no longer shown."""
        node = changed_node(self.context, values)
        return replace(node, expires=_day(data[EXPIRES])) if EXPIRES in data else node

    @button.buttonAndHandler(PREVIEW, name="preview")
    def handle_preview(self, action):
        """Show the effects."""
        self.preview()

    def applyChanges(self, data):
        """Save, and say what that changes. Raises ActionExecutionError for what is refused."""
        self.effects = self.prove(data)
        if is_public(self.context) and self.effects.refused:
            raise ActionExecutionError(Invalid(refusal(self.effects)))
        changes = super().applyChanges(data)
        self.tell(self.effects)
        return changes


def _day(moment):
    return moment.astimezone(BERLIN).date() if moment else None


EditView = layout.wrap_form(EditForm)
classImplements(EditView, IDexterityEditForm)
