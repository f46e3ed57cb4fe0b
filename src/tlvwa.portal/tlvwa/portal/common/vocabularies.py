"""Code lists that fields offer; their codes are those of XZuFi, LeiKa and FIM."""

from collections.abc import Iterable

from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm, SimpleVocabulary

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import coded_lines, site_topics


def code_list(*pairs: tuple[str, str]) -> SimpleVocabulary:
    """Return a vocabulary of fixed codes from ``(code, title)`` pairs."""
    return SimpleVocabulary([SimpleTerm(code, code, title) for code, title in pairs])


AUDIENCES = code_list(
    ("citizens", _("Bürgerinnen und Bürger")),
    ("businesses", _("Unternehmen")),
    ("others", _("Kommunen und andere Stellen")),
)

# Leistungstypisierung, urn:de:fim:leika:typisierung
TYPES = code_list(
    *(
        (code, code)
        for code in (
            *("1", "2", "2a", "2b", "3", "3a", "3b", "2/3", "2/3a", "2/3b", "4", "4a", "4b"),
            *("5", "6", "7", "8", "9", "10", "11", "12"),
        )
    )
)

# urn:xoev-de:fim:codeliste:vertrauensniveau
TRUST_LEVELS = code_list(
    ("00", _("ohne")),
    ("10", _("niedrig")),
    ("15", _("Basisregistrierung")),
    ("20", _("substanziell")),
    ("30", _("hoch")),
    ("40", _("hoch, mit Schriftform")),
)

# bezugsortTyp of XZuFi 2.3.1, in words
PLACES_OF_REFERENCE = code_list(
    ("home", _("Wohnort")),
    ("establishment", _("Betriebssitz")),
    ("plot", _("Grundstück")),
    ("event", _("Ort der Veranstaltung")),
)

COVERAGES = code_list(
    ("land", _("alle Gemeinden des Landes")),
    ("federal", _("das ganze Bundesgebiet, eine Stelle des Bundes")),
    ("areas", _("die genannten Gebiete")),
    ("none", _("keine (noch nicht geprüft)")),
)

FEE_KINDS = code_list(
    ("fixed", _("fester Betrag")),
    ("free", _("kostenlos")),
    ("variable", _("je nach Fall")),
)

UNITS = code_list(
    ("day", _("Tage")),
    ("workday", _("Arbeitstage")),
    ("week", _("Wochen")),
    ("month", _("Monate")),
    ("year", _("Jahre")),
)

CRITERION_KINDS = code_list(
    ("choice", _("Auswahl")),
    ("initial", _("Anfangsbuchstaben des Namens")),
    ("address", _("Straße und Hausnummer")),
)

AUTHORITY_KINDS = code_list(
    ("federal", _("Behörde des Bundes")),
    ("land", _("Behörde des Landes")),
    ("district", _("Landratsamt")),
    ("city", _("Verwaltung einer kreisfreien Stadt")),
    ("association", _("Verwaltungsgemeinschaft")),
    ("special_purpose_association", _("Zweckverband")),
    ("municipality", _("Stadt- oder Gemeindeverwaltung")),
    ("unit", _("Abteilung, Amt oder Referat")),
    ("team", _("Team oder Sachgebiet")),
    ("other", _("andere Stelle")),
)

# Roles of a responsibility: 01 and 03 of XZuFi; online services and forms are resolved like them.
ROLES = code_list(
    ("01", _("Zuständige Stelle")),
    ("03", _("Ansprechpunkt")),
    ("online_service", _("Onlinedienst")),
    ("form", _("Formular")),
)

EFFECTS = code_list(
    ("rule", _("ist zuständig")),
    ("not_offered", _("wird hier nicht angeboten")),
    ("referred", _("nicht hier, sondern bei einer anderen Stelle")),
)

SPHERES = code_list(
    ("own", _("eigener Wirkungskreis der Gemeinde oder des Kreises")),
    ("transferred", _("übertragener Wirkungskreis")),
    ("none", _("keiner von beiden (Bund, Land)")),
)

# How an agreement between bodies gives a task to another one.
AGREEMENTS = code_list(
    ("none", _("keine Vereinbarung")),
    ("delegating", _("übertragen: Diese Stelle ist jetzt selbst zuständig")),
    ("mandating", _("im Auftrag: Diese Stelle handelt für die andere")),
)

# Statuses of municipalities in areas/data/statuses.tsv.
MUNICIPAL_STATUSES = code_list(
    ("large_district_town", _("Große kreisangehörige Städte (§ 6 Absatz 4 ThürKO)")),
)

# Where a signpost points.
DIRECTIONS = code_list(
    ("here", _("Das machen wir hier")),
    ("elsewhere", _("Das machen andere")),
)

WEEKDAY_TITLES = (
    *(_("Montag"), _("Dienstag"), _("Mittwoch"), _("Donnerstag")),
    *(_("Freitag"), _("Samstag"), _("Sonntag")),
)
WEEKDAYS = SimpleVocabulary(
    [SimpleTerm(number, str(number), title) for number, title in enumerate(WEEKDAY_TITLES)]
)
# Which of these weekdays in a month; the numbers are those of ``openinghours``.
WEEKS_OF_MONTH = SimpleVocabulary(
    [
        SimpleTerm(number, str(number), title)
        for number, title in (
            (0, _("jede Woche")),
            (1, _("nur der erste im Monat")),
            (2, _("nur der zweite im Monat")),
            (3, _("nur der dritte im Monat")),
            (4, _("nur der vierte im Monat")),
            (-1, _("nur der letzte im Monat")),
        )
    ]
)
# The days of a special period on which its times hold.
PERIOD_DAYS = code_list(
    ("usual", _("an Tagen, die sonst geöffnet sind")),
    ("every", _("an jedem Tag")),
    *((str(number), title) for number, title in enumerate(WEEKDAY_TITLES)),
)
# The pieces of an office's contact data that have a source and a day of their own.
CONTACT_PIECES = code_list(
    ("address", _("Anschrift")),
    ("phones", _("Telefon")),
    ("emails", _("E-Mail")),
    ("website", _("Webadresse")),
    ("opening_hours", _("Öffnungszeiten")),
)
NUMBER_115 = code_list(("yes", _("nimmt teil")), ("no", _("nimmt nicht teil")))
CORPUS_CHRISTI = code_list(("holiday", _("ein Feiertag")), ("workday", _("kein Feiertag")))

LANGUAGES = code_list(
    ("de-simple", _("Leichte Sprache")),
    ("en", _("Englisch")),
    ("uk", _("Ukrainisch")),
    ("ru", _("Russisch")),
    ("ar", _("Arabisch")),
    ("tr", _("Türkisch")),
    ("pl", _("Polnisch")),
    ("fr", _("Französisch")),
)


# The language of a document, Leichte Sprache included.
DOCUMENT_LANGUAGES = code_list(
    ("de", _("Deutsch")), *((term.value, term.title) for term in LANGUAGES)
)


def label(vocabulary: SimpleVocabulary, code: str) -> str:
    """Return the title of a code in the language of the request; an unknown code as it is."""
    try:
        return say(vocabulary.getTerm(code).title)
    except LookupError:
        return code


@provider(IVocabularyFactory)
def coverages(context: object) -> SimpleVocabulary:
    """Return where an answer may be expected."""
    return COVERAGES


def _coded(lines: Iterable[tuple[str, str]]) -> SimpleVocabulary:
    """Return the vocabulary of a code list of the settings."""
    return code_list(*((code, str(title)) for code, title in lines))


@provider(IVocabularyFactory)
def topics(context: object) -> SimpleVocabulary:
    """Return the topics of the site: life and business situations."""
    return _coded(site_topics())


@provider(IVocabularyFactory)
def publication_kinds(context: object) -> SimpleVocabulary:
    """Return the kinds of publications of the site."""
    return _coded(coded_lines("publication_kinds"))
