"""Fields and class of an authority (Behörde, Organisationseinheit)."""

from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from zope import schema
from zope.interface import Interface, implementer, invariant

from tlvwa.portal.common.contact import valid_email, valid_phone
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.postal_code_field import PostalCode
from tlvwa.portal.common.vocabularies import (
    AUTHORITY_KINDS,
    CONTACT_PIECES,
    CORPUS_CHRISTI,
    NUMBER_115,
    PERIOD_DAYS,
    WEEKDAYS,
    WEEKS_OF_MONTH,
)
from tlvwa.portal.content.authority.contact_check import check_contact_sources
from tlvwa.portal.content.authority.hours_check import check_hours
from tlvwa.portal.content.fields import agency_id, choice, identifier, lines, rich_text, rows
from tlvwa.portal.content.invariants import area_key, period, web_address
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.widgets.picker.widget import ChooseAreas
from tlvwa.portal.widgets.rows.widget import Rows


def week_of_month():
    """Return the field that says in which weeks of a month a weekday is meant."""
    return schema.Choice(title=_("Wie oft"), vocabulary=WEEKS_OF_MONTH, required=False, default=0)


class IPhone(Interface):
    """A telephone number and whom it reaches."""

    number = schema.TextLine(
        title=_("Nummer"),
        description=_(
            "Zum Beispiel 0361 57-100, 03643 762-0 bis -99, 0361 1234 App. 12. "
            "Zwei Nummern trennt „oder“."
        ),
        constraint=valid_phone,
    )
    label = schema.TextLine(title=_("Wer meldet sich"), required=False)


class IContactSource(Interface):
    """Where a piece of contact data comes from, and as of which day it is."""

    piece = schema.Choice(title=_("Angabe"), vocabulary=CONTACT_PIECES)
    source = schema.TextLine(
        title=_("Quelle"),
        description=_("Zum Beispiel: Statistische Ämter. Leer: die eigene Redaktion."),
        required=False,
    )
    as_of = schema.Date(
        title=_("Stand"), description=_("Leer: Der Stand ist unbekannt."), required=False
    )
    url = schema.TextLine(title=_("Webadresse der Quelle"), required=False, constraint=web_address)


class IWeeklyHours(Interface):
    """One opening interval on a weekday, each week or once a month."""

    weekday = schema.Choice(title=_("Wochentag"), vocabulary=WEEKDAYS)
    week_of_month = week_of_month()
    opens = schema.Time(title=_("von"))
    closes = schema.Time(title=_("bis"))
    note = schema.TextLine(title=_("Hinweis"), required=False)


class ISpecialPeriod(Interface):
    """A stretch of a period in which the weekly hours do not hold.

    The period includes its first and last day; rows with the same two days belong together.
    """

    first = schema.Date(title=_("erster Tag"))
    last = schema.Date(title=_("letzter Tag"))
    label = schema.TextLine(title=_("Anlass"), required=False)
    days = schema.Choice(
        title=_("An welchen Tagen"),
        vocabulary=PERIOD_DAYS,
        required=False,
        default="usual",
    )
    week_of_month = week_of_month()
    opens = schema.Time(title=_("geöffnet von (leer: geschlossen)"), required=False)
    closes = schema.Time(title=_("bis"), required=False)
    by_appointment = schema.Bool(
        title=_("Nur nach Terminvereinbarung"), required=False, default=False
    )
    on_holidays = schema.Bool(title=_("Auch an Feiertagen"), required=False, default=False)

    @invariant
    def in_order(data):
        period(data.first, data.last)


class IAuthority(model.Schema):
    """A body, or a part of one, that people turn to (XZuFi: Organisationseinheit)."""

    directives.write_permission(
        area="tlvwa.portal.AssignAnyArea",
        further_areas="tlvwa.portal.AssignAnyArea",
        members="tlvwa.portal.AssignAnyArea",
        supervising="tlvwa.portal.AssignAnyArea",
    )
    kind = choice(_("Art"), AUTHORITY_KINDS, required=True, default="other")
    directives.widget("area", ChooseAreas)
    area = schema.TextLine(
        title=_("Eigenes Gebiet"),
        description=_(
            "Die Gemeinde, der Verband, der Kreis oder das Land, dessen Behörde sie ist."
        ),
        required=False,
        constraint=area_key,
    )
    directives.widget("further_areas", ChooseAreas)
    further_areas = lines(
        _("Weitere Gebiete, für die sie handelt"),
        _(
            "Zum Beispiel die Verwaltungsgemeinschaft, deren Aufgaben "
            "eine erfüllende Gemeinde wahrnimmt. In allen diesen Gebieten darf die Kommunalredaktion "
            "der Behörde Zuständigkeiten eintragen."
        ),
        area_key,
    )
    directives.widget("members", ChooseAreas)
    members = lines(
        _("Mitglieder"),
        _(
            "Nur bei einem Zweckverband: die Gemeinden und Kreise, die ihm angehören. Nennt eine "
            "Zuständigkeit des Verbands keine Gebiete, gilt sie in denen der Mitglieder."
        ),
        area_key,
    )
    supervising = schema.Bool(
        title=_("Nur Aufsicht"),
        description=_("Beaufsichtigt andere Stellen und nimmt selbst keine Anträge an."),
        required=False,
        default=False,
    )
    full_text = rich_text(_("Beschreibung"))
    notice = schema.TextLine(
        title=_("Hinweis auf der Seite"),
        description=_(
            "Zum Beispiel: Die Öffnungszeiten sind ein Beispiel. Ist keine Straße "
            "eingetragen, sagt ein Satz hier, warum: „Die Straße ist noch nicht bekannt.“, „Es gibt nur ein "
            "Postfach.“ oder „Kein Publikumsverkehr.“"
        ),
        required=False,
    )

    model.fieldset(
        "address",
        label=_("Anschrift und Kontakt"),
        fields=[
            "street",
            "address_addition",
            "postal_code",
            "town",
            "postal_address",
            "latitude",
            "longitude",
            "phones",
            "emails",
            "website",
            "number_115",
            "appointment_url",
            "contact_sources",
        ],
    )
    street = schema.TextLine(title=_("Straße und Hausnummer"), required=False)
    address_addition = schema.TextLine(title=_("Zusatz"), required=False)
    postal_code = PostalCode(title=_("Postleitzahl"), required=False)
    town = schema.TextLine(title=_("Ort"), required=False)
    postal_address = schema.Text(
        title=_("Postanschrift"), description=_("Nur, wenn sie eine andere ist."), required=False
    )
    latitude = schema.Float(title=_("Breite (WGS 84)"), required=False, min=-90.0, max=90.0)
    longitude = schema.Float(title=_("Länge (WGS 84)"), required=False, min=-180.0, max=180.0)
    directives.widget("phones", Rows)
    phones = rows(IPhone, _("Telefon"))
    emails = lines(_("E-Mail"), _("Eine Adresse je Zeile."), valid_email)
    website = schema.TextLine(title=_("Webadresse"), required=False, constraint=web_address)
    number_115 = choice(
        _("Behördennummer 115"),
        NUMBER_115,
        _("Leer: nicht bekannt. Das steht dann auch so bei der Stelle."),
    )
    appointment_url = schema.TextLine(
        title=_("Termin vereinbaren: Adresse"),
        description=_("Die Seite, auf der man einen Termin bei dieser Stelle bucht."),
        required=False,
        constraint=web_address,
    )
    directives.widget("contact_sources", Rows)
    contact_sources = rows(
        IContactSource,
        _("Quelle und Stand der Kontaktangaben"),
        _(
            "Je Angabe höchstens eine Zeile. Wer hier eine Anschrift, ein Telefon, eine E-Mail, die "
            "Webadresse oder Öffnungszeiten ändert und die Zeile dazu lässt, wie sie ist, für den trägt "
            "die Website ein: Quelle Redaktion, Stand heute."
        ),
    )

    @invariant
    def one_source_for_a_piece(data):
        check_contact_sources(data)

    model.fieldset(
        "hours",
        label=_("Öffnungszeiten"),
        fields=[
            "opening_hours",
            "special_periods",
            "by_appointment",
            "hours_note",
            "corpus_christi",
        ],
    )
    directives.widget("opening_hours", Rows)
    directives.widget("special_periods", Rows)
    opening_hours = rows(
        IWeeklyHours,
        _("Öffnungszeiten"),
        _("An gesetzlichen Feiertagen in Thüringen ist geschlossen."),
    )
    special_periods = rows(
        ISpecialPeriod,
        _("Besondere Zeiten"),
        _(
            "Zum Beispiel geschlossen zwischen den Jahren. Mehrere Zeilen mit demselben ersten und "
            "letzten Tag gehören zusammen: „nur dienstags“ ist eine Zeile mit Dienstag und seinen Zeiten, "
            "Tage ohne Zeile sind dann geschlossen."
        ),
    )
    by_appointment = schema.Bool(
        title=_("Nur nach Terminvereinbarung"),
        description=_("Auch ohne Öffnungszeiten: dann steht nur dies dort."),
        required=False,
        default=False,
    )
    hours_note = schema.TextLine(
        title=_("Zu den Öffnungszeiten"),
        description=_("Zum Beispiel: Bitte klingeln. Auch ohne Öffnungszeiten."),
        required=False,
    )
    corpus_christi = choice(
        _("Fronleichnam am Sitz"),
        CORPUS_CHRISTI,
        _(
            "Leer: Die Anschrift entscheidet, ohne sie das eigene Gebiet. Im Eichsfeld und in Buttlar, "
            "Geisa, Schleid und Südeichsfeld ist Fronleichnam ein Feiertag. In Gemeinden, von denen es nur "
            "Teile sind, sagen Sie es hier."
        ),
    )

    @invariant
    def hours_that_can_hold(data):
        check_hours(data)

    model.fieldset(
        "visit",
        label=_("Vor Ort"),
        fields=["accessibility", "public_transport", "payment"],
    )
    accessibility = schema.Text(title=_("Barrierefreiheit"), required=False)
    public_transport = schema.Text(title=_("Bus und Bahn"), required=False)
    payment = schema.TextLine(title=_("Bezahlen"), required=False)

    model.fieldset("catalogue", label=_("Katalog"), fields=["synonyms", "identifier", "agency_id"])
    synonyms = lines(_("Andere Namen"), _("Einer je Zeile."))
    identifier = identifier()
    agency_id = agency_id()


@implementer(IAuthority, IPortalContent)
class Authority(Container):
    """An authority or a part of one.

    It contains its parts, responsibilities, online services and forms.
    """

    # What imports wrote and proposed of its contact data: see ``contact_store``.
    imported_contacts = ()
    contact_proposals = ()
    declined_contacts = ()
    untried_website = None
