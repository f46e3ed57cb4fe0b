"""Fields and class of a service (Leistung)."""

from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import default_coverage
from tlvwa.portal.common.vocabularies import (
    AUDIENCES,
    COVERAGES,
    PLACES_OF_REFERENCE,
    TRUST_LEVELS,
    TYPES,
)
from tlvwa.portal.content.fields import (
    agency_id,
    choice,
    choices,
    identifier,
    lines,
    rich_text,
    rows,
)
from tlvwa.portal.content.invariants import area_key, leika_key
from tlvwa.portal.content.service.rows import (
    ICriterion,
    IDeadline,
    IDocument,
    IFee,
    ILegalBasis,
)
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.widgets.picker.widget import ChooseAreas, ChooseServices
from tlvwa.portal.widgets.rows.widget import Rows


class IService(model.Schema):
    """A service of the administration (Leistung), after XZuFi and FIM."""

    leika_keys = lines(
        _("Leistungsschlüssel (LeiKa)"),
        _(
            "14 Ziffern, beginnt mit 99. Ein Schlüssel je Zeile; mehrere Leistungen dürfen sich einen teilen."
        ),
        leika_key,
    )
    leika_name = schema.TextLine(
        title=_("Leistungsbezeichnung"),
        description=_(
            "Der Name im Leistungskatalog. Der Titel oben ist der, den die Menschen verstehen."
        ),
        required=False,
    )
    synonyms = lines(
        _("Wonach die Menschen suchen"),
        _("Andere Wörter für diese Leistung, eines je Zeile, auch umgangssprachliche."),
    )
    directives.widget("audience", CheckBoxFieldWidget)
    audience = choices(_("Für wen"), AUDIENCES)
    directives.widget("topics", CheckBoxFieldWidget)
    topics = choices(
        _("Lebens- und Unternehmenslagen"),
        "tlvwa.portal.topics",
        _("Die Liste steht in den Einstellungen der Website."),
    )
    full_text = rich_text(_("Beschreibung"), _("Modul 06: worum es geht, in einfachen Sätzen."))
    requirements_text = rich_text(_("Voraussetzungen"), _("Modul 09."))
    procedure_text = rich_text(_("Verfahrensablauf"), _("Modul 11: Schritt für Schritt."))
    notes_text = rich_text(_("Hinweise und Besonderheiten"), _("Modul 16."))

    model.fieldset(
        "costs",
        label=_("Unterlagen, Kosten, Zeit"),
        fields=["documents", "documents_text", "fees", "deadlines", "processing_times"],
    )
    directives.widget("documents", Rows)
    directives.widget("fees", Rows)
    directives.widget("deadlines", Rows)
    directives.widget("processing_times", Rows)
    documents = rows(IDocument, _("Erforderliche Unterlagen"), _("Modul 08, als Liste."))
    documents_text = rich_text(_("Zu den Unterlagen"), _("Modul 08: was die Liste nicht sagt."))
    fees = rows(IFee, _("Kosten"), _("Beträge mit Komma oder Punkt, ohne Währung."))
    deadlines = rows(IDeadline, _("Fristen"))
    processing_times = rows(IDeadline, _("Bearbeitungsdauer"))

    model.fieldset(
        "law",
        label=_("Recht und Freigabe"),
        fields=[
            "legal_basis",
            "legal_text",
            "remedy_text",
            "author_text",
            "reviewed",
            "released_by",
            "released_on",
        ],
    )
    directives.widget("legal_basis", Rows)
    legal_basis = rows(ILegalBasis, _("Rechtsgrundlagen"), _("Modul 07, als Liste."))
    legal_text = rich_text(_("Zu den Rechtsgrundlagen"), _("Modul 07: was die Liste nicht sagt."))
    remedy_text = rich_text(_("Rechtsbehelf"), _("Modul 25."))
    author_text = rich_text(_("Urheber"), _("Modul 18."))
    reviewed = schema.Bool(
        title=_("Von der Redaktion geprüft"),
        description=_(
            "Eine Leistung aus einem Katalog bekommt den Haken, wenn jemand sie geprüft hat. Solange er "
            "fehlt, folgt sie bei jeder Übernahme dem Katalog in allem, was hier niemand geändert hat."
        ),
        required=False,
        default=True,
    )
    released_by = schema.TextLine(title=_("Fachlich freigegeben durch"), required=False)
    released_on = schema.Date(title=_("Fachlich freigegeben am"), required=False)

    model.fieldset(
        "responsibility",
        label=_("Zuständigkeit"),
        fields=[
            "place_of_reference",
            "coverage",
            "coverage_areas",
            "criteria",
            "responsible_text",
            "contact_text",
        ],
    )
    place_of_reference = choice(
        _("Bezugsort"),
        PLACES_OF_REFERENCE,
        _("Welcher Ort entscheidet, wer zuständig ist."),
        default="home",
    )
    coverage = schema.Choice(
        title=_("Erwartete Abdeckung"),
        description=_(
            "Wo eine zuständige Stelle erwartet wird; nur dort ist ihr Fehlen eine Lücke."
        ),
        vocabulary=COVERAGES,
        defaultFactory=default_coverage,
    )
    directives.widget("coverage_areas", ChooseAreas)
    coverage_areas = lines(
        _("Erwartet in"), _("Nur bei der Abdeckung „die genannten Gebiete“."), area_key
    )
    directives.widget("criteria", Rows)
    criteria = rows(
        ICriterion,
        _("Kriterien"),
        _("Fragen, die neben dem Ort entscheiden. Gestellt wird nur, was die Antwort ändert."),
    )
    responsible_text = rich_text(
        _("Wenn keine Stelle bekannt ist"),
        _("Modul 22: erscheint nur, wo keine Zuständigkeit eingetragen ist."),
    )
    contact_text = rich_text(_("Ansprechpunkt"), _("Modul 23."))

    model.fieldset(
        "catalogue",
        label=_("Katalog"),
        fields=[
            "short_text",
            "forms_text",
            "further_text",
            "leika_type",
            "trust_level",
            "parent_service",
            "related_services",
            "identifier",
            "agency_id",
        ],
    )
    short_text = rich_text(_("Kurztext"), _("Modul 05."))
    forms_text = rich_text(_("Formulare"), _("Modul 14."))
    further_text = rich_text(_("Weiterführende Informationen"), _("Modul 15."))
    leika_type = choice(_("Typisierung"), TYPES, _("Wer regelt und wer vollzieht (LeiKa)."))
    trust_level = choice(_("Vertrauensniveau"), TRUST_LEVELS)
    directives.widget("parent_service", ChooseServices)
    parent_service = choice(
        _("Übergeordnete Leistung"),
        "tlvwa.portal.services",
        _("Antwortet hilfsweise, wenn zu dieser Leistung nichts eingetragen ist."),
    )
    directives.widget("related_services", ChooseServices)
    related_services = choices(_("Verwandte Leistungen"), "tlvwa.portal.services")
    identifier = identifier()
    agency_id = agency_id()


@implementer(IService, IPortalContent)
class Service(Container):
    """A service of the administration; it contains its text variants."""

    # What an import wrote last: pairs of a field's name and the digest of its value.
    imported = ()
