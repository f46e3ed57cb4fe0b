"""Fields and class of a responsibility (Zuständigkeit)."""

from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import Invalid, implementer, invariant

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import (
    AGREEMENTS,
    EFFECTS,
    MUNICIPAL_STATUSES,
    ROLES,
    SPHERES,
)
from tlvwa.portal.content.fields import (
    areas_in_reach,
    choice,
    choices,
    lines,
    valid_from,
    valid_to,
)
from tlvwa.portal.content.invariants import period
from tlvwa.portal.finder.records import Agreement, RecordEffect, Role
from tlvwa.portal.interfaces import IHasAreas, IPortalContent
from tlvwa.portal.widgets.picker.widget import (
    ChooseAreas,
    ChooseAuthorities,
    ChooseOnlineTargets,
    ChooseServices,
)


class IResponsibility(model.Schema):
    """What the authority around it is responsible for: services × areas, in a period."""

    effect = choice(_("Aussage"), EFFECTS, required=True, default=RecordEffect.RULE.value)
    role = choice(_("Rolle"), ROLES, required=True, default=Role.RESPONSIBLE.value)
    directives.widget("services", ChooseServices)
    services = choices(_("Leistungen"), "tlvwa.portal.services")
    directives.widget("areas", ChooseAreas)
    areas = areas_in_reach()
    area_status = choice(
        _("Statt Gebieten: alle Gemeinden mit diesem Status"),
        MUNICIPAL_STATUSES,
        _("Gilt an jedem Tag für die Gemeinden, die den Status dann haben."),
    )
    directives.widget("target", ChooseOnlineTargets)
    target = choice(
        _("Onlinedienst oder Formular"),
        "tlvwa.portal.online_targets",
        _("Nur bei der Rolle „Onlinedienst“ oder „Formular“."),
    )
    directives.widget("refers_to", ChooseAuthorities)
    refers_to = choice(
        _("Verweist auf"),
        "tlvwa.portal.authorities",
        _("Nur bei der Aussage „bei einer anderen Stelle“: wohin man sich wendet."),
    )
    reason = schema.TextLine(
        title=_("Grund"), description=_("Ein Satz, der auf der Antwortseite steht."), required=False
    )
    legal_basis = schema.TextLine(
        title=_("Rechtsgrundlage der Zuständigkeit"),
        description=_("Paragraf und Gesetz, zum Beispiel § 47 ThürKO."),
        required=False,
    )
    agreement = choice(
        _("Vereinbarung"),
        AGREEMENTS,
        _(
            "Nimmt diese Stelle die Aufgabe einer anderen nach einer Vereinbarung wahr "
            "(Zweckvereinbarung, Zweckverband, gemeinsames Standesamt)? Sie geht der allgemeinen "
            "Regel vor. Ihre Fundstelle steht als Rechtsgrundlage."
        ),
        default="none",
    )
    directives.widget("principal", ChooseAuthorities)
    principal = choice(
        _("Wessen Aufgabe es ist"),
        "tlvwa.portal.authorities",
        _("Nur bei einer Vereinbarung: die Stelle, die ohne sie zuständig wäre."),
    )
    sphere = choice(
        _("Wirkungskreis"),
        SPHERES,
        _("Im eigenen Wirkungskreis handelt ein Verband für seine Gemeinden (§§ 47, 51 ThürKO)."),
        default="none",
    )
    valid_from = valid_from()
    valid_to = valid_to()
    known_since = schema.Date(
        title=_("Bekannt seit"),
        description=_(
            "Nur wenn der erste Tag nicht bekannt ist: seit wann man weiß, dass der Eintrag stimmt. "
            "Für frühere Tage gibt der Finder dann keine Antwort."
        ),
        required=False,
    )
    confirmed_on = schema.Date(
        title=_("Geprüft am"),
        description=_("Ohne Quelle gilt der Eintrag weiter als nicht bestätigt."),
        required=False,
    )
    checked_against = schema.TextLine(
        title=_("Geprüft anhand von"),
        description=_(
            "Die Quelle: zum Beispiel Hauptsatzung, Amtsblatt 3/2025 oder Auskunft der Behörde."
        ),
        required=False,
    )
    source_date = schema.Date(
        title=_("Stand der Quelle"),
        description=_("Der Tag, von dem die Quelle ist."),
        required=False,
    )
    exceptions_possible = schema.Bool(
        title=_("Es gibt Ausnahmen, die nicht alle bekannt sind"),
        description=_("Die Antwort wird dann mit diesem Vorbehalt gegeben."),
        required=False,
        default=False,
    )
    known_exceptions = schema.TextLine(
        title=_("Bekannte Ausnahmen"),
        description=_("Ein Satz, der auf der Antwortseite steht."),
        required=False,
    )
    criterion = schema.TextLine(
        title=_("Kriterium"),
        description=_("Kurzname eines Kriteriums der Leistung. Leer: für alle übrigen Fälle."),
        required=False,
    )
    values = lines(
        _("Werte des Kriteriums"),
        _(
            "Einer je Zeile: der Wert einer Auswahl, ein Bereich wie A-K oder Sci-St, "
            "oder eine Straße mit Hausnummern wie „Hauptstraße 1-99 ungerade“."
        ),
    )
    overlap_reason = schema.TextLine(
        title=_("Grund für eine Überschneidung"),
        description=_(
            "Nur wenn sich der Eintrag mit anderen überschneiden muss, etwa während einer Übergabe. "
            "Die Ausnahme bleibt sichtbar."
        ),
        required=False,
    )
    overlap_until = schema.Date(
        title=_("Überschneidung geduldet bis"),
        description=_("Letzter Tag der Ausnahme."),
        required=False,
    )
    example = schema.Bool(
        title=_("Nur ein Beispiel"),
        description=_("Die Antwortseite sagt dann, dass die Angabe ein Beispiel ist."),
        required=False,
        default=False,
    )

    @invariant
    def days_in_order(data):
        period(data.valid_from, data.valid_to)

    @invariant
    def areas_or_status(data):
        if data.areas and data.area_status:
            raise Invalid(
                _("Gebiete und ein Status der Gemeinden schließen sich aus: eines von beiden.")
            )

    @invariant
    def target_where_needed(data):
        is_online = data.role in (Role.ONLINE_SERVICE, Role.FORM)
        if data.effect == RecordEffect.RULE and is_online and not data.target:
            raise Invalid(_("Bei dieser Rolle wird ein Onlinedienst oder ein Formular genannt."))

    @invariant
    def exception_with_an_end(data):
        if bool(data.overlap_reason) != bool(data.overlap_until):
            raise Invalid(
                _(
                    "Eine Überschneidung wird mit Grund und letztem Tag geduldet: beides oder keines."
                )
            )

    @invariant
    def agreement_with_source(data):
        is_agreement = data.agreement not in (None, Agreement.NONE)
        if is_agreement and not (data.principal and data.legal_basis):
            raise Invalid(
                _(
                    "Zu einer Vereinbarung gehören „Wessen Aufgabe es ist“ und ihre Fundstelle "
                    "unter „Rechtsgrundlage der Zuständigkeit“."
                )
            )
        if is_agreement and not (data.valid_from or data.known_since):
            raise Invalid(
                _(
                    "Seit wann? Zu einer Vereinbarung gehört „Gilt ab“ oder, wenn der erste Tag nicht "
                    "bekannt ist, „Bekannt seit“."
                )
            )
        if is_agreement and data.effect != RecordEffect.RULE:
            raise Invalid(_("Nach einer Vereinbarung ist eine Stelle zuständig; Aussage ändern."))
        if data.principal and not is_agreement:
            raise Invalid(_("„Wessen Aufgabe es ist“ wird nur bei einer Vereinbarung genannt."))

    @invariant
    def check_with_a_day(data):
        if data.checked_against and not data.confirmed_on:
            raise Invalid(_("Wann wurde geprüft? Zu einer Quelle gehört „Geprüft am“."))
        if data.source_date and not data.checked_against:
            raise Invalid(_("Zum Stand der Quelle gehört die Quelle."))
        if any(day and day > today() for day in (data.confirmed_on, data.source_date)):
            raise Invalid(
                _("Geprüft wurde heute oder früher, und auch die Quelle ist nicht jünger.")
            )

    @invariant
    def known_since_without_first_day(data):
        if data.known_since and data.valid_from:
            raise Invalid(_("„Bekannt seit“ wird nur genannt, wenn „Gilt ab“ nicht bekannt ist."))
        period(data.known_since, data.valid_to)

    @invariant
    def criterion_with_values(data):
        if bool(data.criterion) != bool(data.values):
            raise Invalid(_("Ein Kriterium und seine Werte gehören zusammen: beides oder keines."))


@implementer(IResponsibility, IPortalContent, IHasAreas)
class Responsibility(Item):
    """What the authority around it is responsible for, in which areas and by which law."""
