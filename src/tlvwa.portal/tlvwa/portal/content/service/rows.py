"""Row schemas of a service: fees, deadlines, documents, law and criteria."""

from zope import schema
from zope.interface import Interface

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import CRITERION_KINDS, FEE_KINDS, UNITS
from tlvwa.portal.content.fields import choice
from tlvwa.portal.content.invariants import web_address


class IFee(Interface):
    """One fee (XZuFi: Kosten). Amounts in euros."""

    kind = choice(_("Art"), FEE_KINDS, required=True, default="variable")
    amount = schema.TextLine(title=_("Betrag (€)"), required=False)
    amount_from = schema.TextLine(title=_("von (€)"), required=False)
    amount_to = schema.TextLine(title=_("bis (€)"), required=False)
    description = schema.TextLine(title=_("Wofür, für wen"), required=False)


class IDeadline(Interface):
    """One deadline or duration (XZuFi: Frist with FristDauer)."""

    duration = schema.Int(title=_("Dauer"), required=False, min=0)
    duration_to = schema.Int(title=_("bis"), required=False, min=0)
    unit = choice(_("Einheit"), UNITS, default="day")
    description = schema.TextLine(title=_("Erläuterung"), required=False)


class IDocument(Interface):
    """A document the applicant brings (XZuFi: dokumentEingehend)."""

    title = schema.TextLine(title=_("Unterlage"))
    description = schema.TextLine(title=_("Erläuterung"), required=False)
    required = schema.Bool(title=_("immer nötig"), required=False, default=True)


class ILegalBasis(Interface):
    """A law or ordinance on which the service is based."""

    title = schema.TextLine(title=_("Vorschrift"))
    url = schema.TextLine(title=_("Webadresse"), required=False, constraint=web_address)


class ICriterion(Interface):
    """A question beside the place that determines who is responsible."""

    name = schema.ASCIILine(title=_("Kurzname"))
    label = schema.TextLine(title=_("Frage"))
    kind = choice(_("Art"), CRITERION_KINDS, required=True, default="choice")
    help = schema.TextLine(title=_("Hilfe zur Frage"), required=False)
    options = schema.Text(
        title=_("Antworten"),
        description=_(
            "Je Zeile: Wert|Bezeichnung. Nur bei der Art „Auswahl“. Dahinter, wenn es sie gibt, Suchwörter, "
            "mit denen die Antwort schon gegeben ist: neu|eine neue Stiftung|gründen, errichten"
        ),
        required=False,
    )
