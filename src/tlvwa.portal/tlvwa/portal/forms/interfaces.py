"""Markers and settings of public forms."""

from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import Interface, provider

from tlvwa.portal.common.i18n import _
from tlvwa.portal.interfaces import IPortalContent

RETENTION, FILE_SIZE, FILES_SIZE = 90, 10, 20
FILE_KINDS = ("pdf", "odt", "docx", "jpg", "png")


class IPublicForm(Interface):
    """A form of collective.easyform as visitors see it."""


@provider(IFormFieldProvider)
class IFormSettings(model.Schema, IPortalContent):
    """The subject of a form, the files it accepts, and how long its input is stored.

    A form with these settings is content of ours: it has the same workflow.
    """

    model.fieldset(
        "protection",
        label=_("Datenschutz und Dateien"),
        fields=[
            "about",
            "privacy_purpose",
            "retention_days",
            "file_kinds",
            "file_size",
            "files_size",
        ],
    )

    about = schema.Choice(
        title=_("Worum es im Formular geht"),
        description=_(
            "Was die Seite, von der jemand kommt, dem Formular mitgibt. Bei „eine Behörde“ gehen die "
            "E-Mails des Formulars an die öffentliche Adresse dieser Behörde."
        ),
        vocabulary="tlvwa.portal.form_abouts",
        required=False,
    )
    privacy_purpose = schema.Text(
        title=_("Zweck der Verarbeitung"),
        description=_(
            "Steht über dem Knopf zum Absenden. Wie lange die Eingaben bleiben, wird von selbst ergänzt."
        ),
        required=False,
    )
    retention_days = schema.Int(
        title=_("Eingaben löschen nach … Tagen"),
        description=_(
            "Gespeicherte Eingaben, die älter sind, löscht „tlvwa-portal jobs run“. 0: Eingaben werden "
            "nicht gespeichert."
        ),
        default=RETENTION,
        min=0,
        max=3650,
    )
    directives.widget(file_kinds=CheckBoxFieldWidget)
    file_kinds = schema.List(
        title=_("Erlaubte Dateien"),
        value_type=schema.Choice(vocabulary="tlvwa.portal.file_kinds"),
        required=False,
        default=list(FILE_KINDS),
        missing_value=[],
    )
    file_size = schema.Int(
        title=_("Größe einer Datei, höchstens in MB"), default=FILE_SIZE, min=1, max=100
    )
    files_size = schema.Int(
        title=_("Größe aller Dateien, höchstens in MB"), default=FILES_SIZE, min=1, max=500
    )
