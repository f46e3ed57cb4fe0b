"""Fields and class of a specialisation (Spezialisierung)."""

from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import Invalid, implementer, invariant

from tlvwa.portal.common.i18n import _
from tlvwa.portal.content.fields import (
    agency_id,
    areas_in_reach,
    choice,
    choices,
    identifier,
    rich_text,
    rows,
    valid_from,
    valid_to,
)
from tlvwa.portal.content.invariants import period
from tlvwa.portal.content.service.rows import IDeadline, IDocument, IFee
from tlvwa.portal.content.specialisation.modules import MODULES, filled_modules
from tlvwa.portal.interfaces import IHasAreas, IPortalContent
from tlvwa.portal.widgets.picker.widget import ChooseAreas, ChooseServices
from tlvwa.portal.widgets.rows.widget import Rows


class ISpecialisation(model.Schema):
    """What holds for a service in some areas only, beside the service's text or instead of it.

    All fields that its invariants read are in one fieldset: forms check each fieldset by itself.
    """

    directives.widget("service", ChooseServices)
    service = choice(
        _("Leistung"),
        "tlvwa.portal.services",
        _("Die Leistung, zu der es hier eigene Angaben gibt."),
        required=True,
    )
    directives.widget("areas", ChooseAreas)
    areas = areas_in_reach()
    valid_from = valid_from()
    valid_to = valid_to()
    full_text = rich_text(
        _("Beschreibung"), _("Modul 06. Füllen Sie nur aus, was hier anders ist oder dazukommt.")
    )
    requirements_text = rich_text(_("Voraussetzungen"), _("Modul 09."))
    procedure_text = rich_text(_("Verfahrensablauf"), _("Modul 11."))
    notes_text = rich_text(_("Hinweise und Besonderheiten"), _("Modul 16."))
    directives.widget("documents", Rows)
    directives.widget("fees", Rows)
    directives.widget("deadlines", Rows)
    directives.widget("processing_times", Rows)
    documents = rows(IDocument, _("Erforderliche Unterlagen"), _("Modul 08, als Liste."))
    documents_text = rich_text(_("Zu den Unterlagen"), _("Modul 08: was die Liste nicht sagt."))
    fees = rows(IFee, _("Kosten"), _("Beträge mit Komma oder Punkt, ohne Währung."))
    deadlines = rows(IDeadline, _("Fristen"))
    processing_times = rows(IDeadline, _("Bearbeitungsdauer"))
    directives.widget("replaces", CheckBoxFieldWidget)
    replaces = choices(
        _("Ersetzt die zentrale Angabe"),
        MODULES,
        _(
            "Ohne Haken steht Ihre Angabe unter der zentralen und ergänzt sie. Mit Haken erscheint "
            "in Ihrem Gebiet nur Ihre Angabe."
        ),
    )
    example = schema.Bool(
        title=_("Nur ein Beispiel"),
        description=_("Die Seiten sagen dann, dass die Angabe ein Beispiel ist."),
        required=False,
        default=False,
    )

    model.fieldset("catalogue", label=_("Katalog"), fields=["identifier", "agency_id"])
    identifier = identifier()
    agency_id = agency_id()

    @invariant
    def days_in_order(data):
        period(data.valid_from, data.valid_to)

    @invariant
    def says_something(data):
        if not filled_modules(data):
            raise Invalid(_("Hier steht noch nichts: Füllen Sie mindestens eine Angabe aus."))

    @invariant
    def replaces_by_something(data):
        if not set(data.replaces or ()) <= set(filled_modules(data)):
            raise Invalid(_("Ersetzt werden kann nur, wozu hier etwas steht."))


@implementer(ISpecialisation, IPortalContent, IHasAreas)
class Specialisation(Item):
    """What the authority around it adds to a service, or replaces in it, in its areas."""
