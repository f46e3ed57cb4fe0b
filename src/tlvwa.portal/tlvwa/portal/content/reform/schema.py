"""Fields and class of a reform of areas (Gebietsreform)."""

from plone.autoform import directives
from plone.dexterity.content import Item
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
from zope.interface import Interface, Invalid, implementer, invariant

from tlvwa.portal.areas.keys import kind_of
from tlvwa.portal.areas.model import MalformedKey
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.content.fields import rows
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.widgets.rows.widget import Rows
from tlvwa.portal.widgets.upload import UploadFile


def canonical_keys(value):
    """Accept only well-formed keys of areas, separated by blanks or commas.

    Whether the areas exist is checked in the rehearsal. Raises FieldRefused.
    """
    for key in keys_in(value):
        try:
            kind_of(key)
        except MalformedKey:
            words = _(
                "„${value}“ ist kein Gebietsschlüssel: Er hat 5, 9 oder 12 Ziffern.",
                mapping={"value": key},
            )
            raise FieldRefused(words) from None
    return True


def keys_in(text):
    """Return the keys, or other words, in a text."""
    return tuple((text or "").replace(",", " ").replace(";", " ").split())


class IStep(Interface):
    """A step: an area and the old areas that go into it."""

    old = schema.TextLine(
        title=_("Bisherige Gebiete (Schlüssel)"), required=False, constraint=canonical_keys
    )
    key = schema.TextLine(
        title=_("Aufnehmendes oder neues Gebiet (Schlüssel)"), constraint=canonical_keys
    )
    name = schema.TextLine(title=_("Name, wenn es neu ist"), required=False)


class IStaying(Interface):
    """Services that stay with the old office until a day."""

    services = schema.TextLine(title=_("Leistungen (Leistungsschlüssel oder UID)"))
    areas = schema.TextLine(title=_("Bisherige Gebiete (Schlüssel)"), constraint=canonical_keys)
    until = schema.Date(title=_("Bleibt bis"))


class IReform(model.Schema):
    """The areas that end on a day and those that take their place, or a newer edition of the register."""

    day = schema.Date(
        title=_("Tag, an dem sie in Kraft tritt"),
        description=_("Der erste Tag der neuen Gebiete. Die alten enden am Tag davor."),
    )
    law = schema.TextLine(title=_("Gesetz oder Vertrag"), required=False)
    source = schema.TextLine(title=_("Fundstelle"), required=False)
    directives.widget("steps", Rows)
    steps = rows(
        IStep,
        _("Schritte"),
        _(
            "Ein Schritt je aufnehmendem Gebiet. Zusammenschluss: mehrere bisherige Gebiete in einem "
            "Schritt. Teilung: mehrere Schritte mit demselben bisherigen Gebiet. Wechsel des Verbands "
            "oder Kreises: vom alten zum neuen Schlüssel. Ein Verband oder Kreis, der in einem anderen "
            "aufgeht, nimmt seine Gemeinden mit."
        ),
    )
    directives.widget("staying", Rows)
    staying = rows(
        IStaying,
        _("Ausnahmen"),
        _("Aufgaben, die nach der Reform noch bei der alten Stelle bleiben."),
    )
    directives.widget("register", UploadFile)
    register = NamedBlobFile(
        title=_("Gemeindeverzeichnis (GV100AD) statt der Schritte"),
        description=_("Eine neuere Ausgabe des amtlichen Verzeichnisses als Textdatei."),
        required=False,
    )
    land = schema.TextLine(
        title=_("Nur dieses Land aus dem Verzeichnis"), required=False, default="16", max_length=2
    )

    @invariant
    def steps_or_register(data):
        if data.register is not None and data.steps:
            raise Invalid(_("Entweder Schritte oder ein Verzeichnis, nicht beides."))


@implementer(IReform, IPortalContent)
class Reform(Item):
    """A change of areas on one day, planned before it is applied."""
