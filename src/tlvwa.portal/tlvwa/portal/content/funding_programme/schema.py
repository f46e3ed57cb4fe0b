"""Fields and class of a funding programme (Förderprogramm)."""

import re

from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import Interface, implementer, invariant

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.content.fields import agency_id, choice, choices, identifier, rich_text, rows
from tlvwa.portal.content.invariants import period, web_address
from tlvwa.portal.content.service.rows import ILegalBasis
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.widgets.picker.widget import (
    ChooseAuthorities,
    ChooseOnlineTargets,
    ChoosePublications,
)
from tlvwa.portal.widgets.rows.widget import Rows

SITE_PATH = re.compile(r"/?[a-z0-9][a-z0-9._\-]*(/[a-z0-9][a-z0-9._\-]*)*/?", re.I)


def site_path(value):
    """Refuse what is no path within the site. Raises FieldRefused."""
    if value and not SITE_PATH.fullmatch(value):
        words = _(
            "„${value}“ ist kein Pfad dieser Website, zum Beispiel formulare/foerderung.",
            mapping={"value": value},
        )
        raise FieldRefused(words)
    return True


class IPeriod(Interface):
    """A period in which people can apply; it includes its first and last day."""

    label = schema.TextLine(title=_("Bezeichnung"), required=False)
    opens = schema.Date(title=_("Anträge ab"), required=False)
    closes = schema.Date(title=_("Anträge bis"), required=False)


class IFundingProgramme(model.Schema):
    """A funding programme: what is funded, for whom, how much, until when, how to apply."""

    purpose = rich_text(_("Ziel der Förderung"))
    applicants = rich_text(_("Wer einen Antrag stellen kann"))
    objects = rich_text(_("Was gefördert wird"))
    rate = schema.Float(title=_("Fördersatz, in Prozent"), required=False, min=0.0, max=100.0)
    ceiling = schema.Int(title=_("Höchstbetrag, in Euro"), required=False, min=0)
    amount_note = schema.TextLine(title=_("Zur Höhe der Förderung"), required=False)
    directives.widget("periods", Rows)
    periods = rows(
        IPeriod,
        _("Zeiträume und Fristen"),
        _("Daraus ergibt sich, ob Anträge möglich sind. Keine Angabe: laufend."),
    )
    notice = schema.TextLine(
        title=_("Hinweis auf der Seite"),
        description=_("Zum Beispiel: Die Angaben sind ein Beispiel."),
        required=False,
    )

    model.fieldset(
        "law",
        label=_("Grundlagen und Unterlagen"),
        fields=["legal_basis", "directive", "publications"],
    )
    directives.widget("legal_basis", Rows)
    legal_basis = rows(ILegalBasis, _("Rechtsgrundlagen"))
    directives.widget("directive", ChoosePublications)
    directive = choice(
        _("Förderrichtlinie"), "tlvwa.portal.publications", _("Die Publikation der Richtlinie.")
    )
    directives.widget("publications", ChoosePublications)
    publications = choices(
        _("Unterlagen"),
        "tlvwa.portal.publications",
        _("Formulare, Merkblätter, Bekanntmachungen."),
    )

    model.fieldset(
        "application",
        label=_("Antrag und Ansprechpartner"),
        fields=["application_path", "application_target", "application_url", "team"],
    )
    application_path = schema.TextLine(
        title=_("Formular dieser Website"),
        description=_("Sein Pfad, zum Beispiel formulare/foerderung."),
        required=False,
        constraint=site_path,
    )
    directives.widget("application_target", ChooseOnlineTargets)
    application_target = choice(
        _("Onlinedienst oder Formular"), "tlvwa.portal.online_targets", _("Zum Beantragen.")
    )
    application_url = schema.TextLine(
        title=_("Webadresse für den Antrag"),
        description=_("Wenn der Antrag anderswo gestellt wird."),
        required=False,
        constraint=web_address,
    )
    directives.widget("team", ChooseAuthorities)
    team = choice(
        _("Zuständiges Team"),
        "tlvwa.portal.authorities",
        _("Seine Kontaktangaben stehen auf der Seite."),
    )

    model.fieldset("catalogue", label=_("Katalog"), fields=["identifier", "agency_id"])
    identifier = identifier()
    agency_id = agency_id()

    @invariant
    def periods_in_order(data):
        for row in data.periods or ():
            period(row.get("opens"), row.get("closes"))


@implementer(IFundingProgramme, IPortalContent)
class FundingProgramme(Item):
    """A funding programme."""
