"""The settings of a site."""

import re

from plone.supermodel import model
from Products.CMFPlone.RegistrationTool import EmailAddressInvalid, checkEmailAddress
from zope import schema

from tlvwa.portal.areas.model import THUERINGEN
from tlvwa.portal.common.contact import valid_phone_or_nothing
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.security.media.addresses import is_host

# A site that leaves these defaults unchanged gets them translated: see ``i18n.say_default``.
HEADER_LINE = _("Offizielle Website – Freistaat Thüringen")
LAST_RESORT_TITLE = _("Behördennummer 115")
LAST_RESORT_TEXT = _("Die Behördennummer 115 hilft weiter, montags bis freitags von 8 bis 18 Uhr.")

SECURE_ADDRESS = re.compile(r"https://[^\s<>\"']+")
NO_HOST = _("„${value}“ ist kein Name einer Website: Er sieht aus wie video.example.org.")
NO_SECURE_ADDRESS = _("„${value}“ ist keine Webadresse, die mit https:// beginnt.")
NO_CONTACT = _(
    "„${value}“ ist weder eine E-Mail-Adresse noch eine Webadresse, die mit https:// beginnt."
)

# The lists change between releases of DCAT-AP.de, so the form of an identifier is checked, not its end.
LICENCE = re.compile(r"http://dcat-ap\.de/def/licenses/[A-Za-z0-9.-]+(?:/[A-Za-z0-9._-]+)?")
CONTRIBUTOR = re.compile(r"http://dcat-ap\.de/def/contributors/[A-Za-z0-9._-]+")
NO_LICENCE = _(
    "„${value}“ ist keine Lizenz aus der Liste von DCAT-AP.de: Sie sieht aus wie "
    "http://dcat-ap.de/def/licenses/dl-by-de/2.0, mit http:// und ohne www."
)
NO_CONTRIBUTOR = _(
    "„${value}“ ist keine Kennung eines Datenbereitstellers: Sie sieht aus wie "
    "http://dcat-ap.de/def/contributors/landBrandenburg, mit http:// und ohne www."
)

PUBLICATION_KINDS = (
    "broschuere|Broschüre",
    "leitfaden|Leitfaden",
    "bekanntmachung|Amtliche Bekanntmachung",
    "bericht|Bericht",
    "formular|Formular",
    "foerderbekanntmachung|Förderbekanntmachung",
    "sonstiges|Sonstiges",
)


def is_land_key(value: str) -> bool:
    """True for two digits, the form of a Land's key."""
    return len(value) == 2 and value.isdecimal()


def is_directory(value: str) -> bool:
    """True for a line of a Land's key, a title and a web address, separated by ``|``."""
    land, _mark, rest = value.partition("|")
    title, _mark, url = (part.strip() for part in rest.partition("|"))
    return is_land_key(land.strip()) and bool(title) and url.startswith(("https://", "http://"))


def is_uid(value: str | None) -> bool:
    """True for letters and digits, or nothing: the form of a UID."""
    return not value or value.isalnum()


def media_host(value: str) -> bool:
    """Accept the name of a host. Raises ``FieldRefused``."""
    if not is_host(value.strip().lower()):
        raise FieldRefused(_(NO_HOST, mapping={"value": value}))
    return True


def secure_web_address(value: str | None) -> bool:
    """Accept an address with https (RFC 9116, 2.5), or nothing. Raises ``FieldRefused``."""
    if value and not SECURE_ADDRESS.fullmatch(value):
        raise FieldRefused(_(NO_SECURE_ADDRESS, mapping={"value": value}))
    return True


def contact(value: str | None) -> bool:
    """Accept an address of mail or of the web, or nothing. Raises ``FieldRefused``."""
    if value and not SECURE_ADDRESS.fullmatch(value):
        try:
            checkEmailAddress(value)
        except EmailAddressInvalid:
            raise FieldRefused(_(NO_CONTACT, mapping={"value": value})) from None
    return True


def licence(value: str | None) -> bool:
    """Accept a licence of DCAT-AP.de, or nothing. Raises ``FieldRefused``."""
    if value and not LICENCE.fullmatch(value):
        raise FieldRefused(_(NO_LICENCE, mapping={"value": value}))
    return True


def contributor(value: str | None) -> bool:
    """Accept a contributor of DCAT-AP.de, or nothing. Raises ``FieldRefused``."""
    if value and not CONTRIBUTOR.fullmatch(value):
        raise FieldRefused(_(NO_CONTRIBUTOR, mapping={"value": value}))
    return True


def form_choice(title: str) -> schema.Choice:
    """Return the setting that names the form for a purpose; without one, nothing links to it."""
    return schema.Choice(title=title, vocabulary="tlvwa.portal.site_forms", required=False)


class ISettings(model.Schema):
    """The settings of a site, in its registry; another installation does not change them."""

    land = schema.ASCIILine(
        title=_("Land"),
        description=_(
            "Schlüssel des Landes, für das die Website Auskunft gibt: zwei Ziffern, 16 ist Thüringen."
        ),
        default=THUERINGEN,
        constraint=is_land_key,
    )
    agency_id = schema.TextLine(
        title=_("Kennung der Redaktion"),
        description=_("Steht an neuen Inhalten und im Austausch (XZuFi), zum Beispiel L100108."),
        required=False,
    )
    header_line = schema.TextLine(
        title=_("Kopfzeile"),
        description=_(
            "Die Zeile mit der Flagge ganz oben auf jeder Seite. Leer: keine. Nur eine amtliche Website "
            "darf sich so nennen."
        ),
        required=False,
        default=str(HEADER_LINE),
    )
    header_flag = schema.Bool(
        title=_("Kopfzeile mit Flagge"),
        description=_("Die Flagge steht für eine amtliche Website."),
        required=False,
        default=True,
    )
    coverage = schema.Choice(
        title=_("Erwartete Abdeckung neuer Leistungen"),
        description=_(
            "Womit das Formular einer neuen Leistung beginnt. Eingelesene Leistungen erwarten nichts, "
            "bis jemand sie geprüft hat."
        ),
        vocabulary="tlvwa.portal.coverages",
        default="none",
    )
    confirm_within_days = schema.Int(
        title=_("Zuständigkeiten bestätigen alle … Tage"),
        description=_(
            "Was länger nicht bestätigt wurde, steht in der Übersicht unter „zu bestätigen“."
        ),
        default=365,
        min=1,
    )
    known_years = schema.Int(
        title=_("Auskünfte geben bis in … Jahren"),
        description=_(
            "Für spätere Tage sagt der Finder, dass man es nicht wissen kann: Gesetze ändern sich."
        ),
        default=10,
        min=1,
        max=100,
    )
    history_days = schema.Int(
        title=_("Verlauf aufbewahren, in Tagen"),
        description=_(
            "Ältere Fassungen, mit den Namen derer, die sie geschrieben haben, löscht "
            "„tlvwa-portal jobs run“; die geltende Fassung bleibt. 0: nichts wird gelöscht."
        ),
        default=0,
        min=0,
    )
    ledger_years = schema.Int(
        title=_("Verlauf des Zuständigkeitsnachweises aufbewahren, in Jahren"),
        description=_(
            "Anzahlen je Tag, ohne Personen; „tlvwa-portal jobs run“ schreibt sie und vergisst ältere."
        ),
        default=5,
        min=1,
        max=50,
    )
    changes_months = schema.Int(
        title=_("Änderungen aufbewahren, in Monaten"),
        description=_("So lange stehen Änderungen auf ihrer Seite und in den Feeds."),
        default=24,
        min=1,
    )
    subscription_days = schema.Int(
        title=_("Abonnements bestätigen innerhalb von … Tagen"),
        description=_(
            "Wer Änderungen per E-Mail bestellt und das nicht bestätigt, dessen Adresse löscht danach "
            "„tlvwa-portal jobs run“."
        ),
        default=7,
        min=1,
    )
    public_url = schema.URI(
        title=_("Adresse der Website in E-Mails"),
        description=_(
            "Womit Adressen in E-Mails an Abonnenten beginnen, zum Beispiel https://portal.example.org. "
            "Leer: wie die Website gerade aufgerufen wird."
        ),
        required=False,
    )
    links_check = schema.Bool(
        title=_("Links im Hintergrund prüfen"),
        description=_(
            "„tlvwa-portal jobs run“ fragt die fremden Server, auf die öffentliche Inhalte verweisen, ob "
            "es die Seiten noch gibt: selten und höflich, über den Proxy des Servers, wenn er einen "
            "nennt. Was an zwei Tagen scheitert, steht in der Arbeitsliste."
        ),
        required=False,
        default=False,
    )
    links_days = schema.Int(
        title=_("Jeden Link prüfen alle … Tage"),
        description=_("Links, die scheitern, werden öfter geprüft."),
        default=30,
        min=1,
        max=365,
    )
    links_contact = schema.TextLine(
        title=_("Ansprechpartner für fremde Server"),
        description=_(
            "Eine E-Mail- oder Webadresse; jeder gefragte Server liest sie neben der Adresse der "
            "Website. Leer: die Absenderadresse der Website."
        ),
        required=False,
    )
    contact_overdue_months = schema.Int(
        title=_("Kontaktangaben prüfen nach … Monaten"),
        description=_(
            "Anschrift, Telefon, E-Mail, Webadresse und Öffnungszeiten, deren Stand älter ist, stehen in "
            "der Arbeitsliste."
        ),
        default=24,
        min=1,
        max=1200,
    )
    announce_months_ahead = schema.Int(
        title=_("Änderungen ankündigen, Monate voraus"),
        description=_(
            "Ändert sich eine Zuständigkeit in dieser Zeit, steht das schon heute bei der Antwort. "
            "0: nichts wird angekündigt."
        ),
        default=6,
        min=0,
        max=120,
    )
    announce_months_back = schema.Int(
        title=_("An Änderungen erinnern, Monate zurück"),
        description=_(
            "Hat sich eine Zuständigkeit in dieser Zeit geändert, steht bei der Antwort, wer es vorher war. "
            "0: an nichts wird erinnert."
        ),
        default=3,
        min=0,
        max=120,
    )
    own_authority = schema.TextLine(
        title=_("Die eigene Behörde"),
        description=_(
            "Wessen Website das ist. Die Seite „Nicht zuständig?“ nennt, was diese Behörde nicht macht, "
            "und wer es macht. Leer: die Seite bleibt leer."
        ),
        required=False,
        constraint=is_uid,
    )
    last_resort_title = schema.TextLine(
        title=_("Wenn niemand bekannt ist: an wen wendet man sich?"),
        default=str(LAST_RESORT_TITLE),
    )
    last_resort_phone = schema.TextLine(
        title=_("Telefonnummer dazu"),
        required=False,
        default="115",
        constraint=valid_phone_or_nothing,
    )
    last_resort_text = schema.TextLine(
        title=_("Ein Satz dazu"),
        required=False,
        default=str(LAST_RESORT_TEXT),
    )
    publication_kinds = schema.List(
        title=_("Arten von Publikationen"),
        description=_(
            "Je Zeile: Kurzname|Bezeichnung, in der Reihenfolge der Anzeige. Dahinter, wenn es sie gibt, "
            "die Bezeichnung in anderen Sprachen: tiere|Tiere|en=Animals."
        ),
        value_type=schema.TextLine(),
        required=False,
        default=list(PUBLICATION_KINDS),
    )
    dcat_licence = schema.TextLine(
        title=_("Katalog der Publikationen: Lizenz der Dateien"),
        description=_(
            "Unter welcher Lizenz alle veröffentlichten Dateien weiterverwendet werden dürfen, aus der Liste "
            "von DCAT-AP.de, zum Beispiel http://dcat-ap.de/def/licenses/dl-by-de/2.0. Leer: Der Katalog "
            "behauptet keine."
        ),
        required=False,
        constraint=licence,
    )
    dcat_contributor = schema.TextLine(
        title=_("Katalog der Publikationen: Kennung als Datenbereitsteller"),
        description=_(
            "Die GovData vergibt sie, zum Beispiel http://dcat-ap.de/def/contributors/landBrandenburg. Leer: "
            "Der Katalog nennt keine."
        ),
        required=False,
        constraint=contributor,
    )
    form_contact = form_choice(_("Formular „Nachricht an eine Behörde“"))
    form_consultation = form_choice(_("Formular „Beratung anfragen“"))
    form_funding = form_choice(_("Formular „Förderung beantragen“"))
    form_order = form_choice(_("Formular „Publikationen bestellen“"))
    form_feedback = form_choice(_("Formular „Hat Ihnen das geholfen?“"))
    form_barrier = form_choice(_("Formular „Barriere melden“"))
    land_directories = schema.List(
        title=_("Verzeichnisse anderer Länder"),
        description=_(
            "Wohin jemand gewiesen wird, dessen Ort nicht in diesem Land liegt. Je Zeile: "
            "Länderschlüssel|Bezeichnung|Adresse, zum Beispiel 02|Behördenfinder Hamburg|https://…"
        ),
        value_type=schema.TextLine(constraint=is_directory),
        required=False,
        default=[],
    )
    media_hosts = schema.List(
        title=_("Websites, von denen Texte etwas zeigen dürfen"),
        description=_(
            "Bilder, Videos und eingebettete Seiten in Texten kommen von dieser Website. Weitere erlauben "
            "Sie hier, je Zeile ein Name wie video.example.org: Dann erfahren sie von allen, die den Text "
            "lesen, und brauchen vielleicht deren Einwilligung. Leer: keine."
        ),
        value_type=schema.TextLine(constraint=media_host),
        required=False,
        default=[],
    )
    security_contact = schema.TextLine(
        title=_("Schwachstellen melden: an wen?"),
        description=_(
            "Eine E-Mail-Adresse oder eine Webadresse; sie steht in security.txt, wo Fachleute nachsehen. "
            "Leer: Es gibt keine security.txt."
        ),
        required=False,
        constraint=contact,
    )
    security_policy = schema.TextLine(
        title=_("Schwachstellen melden: Webadresse der Regeln dafür"),
        description=_(
            "Eine Seite, die sagt, was erlaubt ist und was geschieht. Darf leer bleiben."
        ),
        required=False,
        constraint=secure_web_address,
    )
    topics = schema.List(
        title=_("Lebens- und Unternehmenslagen"),
        description=_(
            "Je Zeile: Kurzname|Bezeichnung, in der Reihenfolge der Anzeige. Dahinter, wenn es sie gibt, "
            "die Bezeichnung in anderen Sprachen: tiere|Tiere|en=Animals."
        ),
        value_type=schema.TextLine(),
        required=False,
    )
