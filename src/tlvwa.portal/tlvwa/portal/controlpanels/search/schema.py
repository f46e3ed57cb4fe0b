"""The settings of the search."""

from collections.abc import Callable

from plone.supermodel import model
from zope import schema
from zope.interface import Invalid

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.search.csv_tables import RowError
from tlvwa.portal.search.evaluation import parse_queries
from tlvwa.portal.search.thesaurus import parse_table


def is_thesaurus(value: str) -> bool:
    """Accept a table of rules, or nothing. Raises Invalid with the row and the reason."""
    return _is_table(parse_table, value)


def is_query_set(value: str) -> bool:
    """Accept a table of queries and answers, or nothing. Raises Invalid with the row and the reason."""
    return _is_table(parse_queries, value)


def _is_table(parse: Callable[[str], object], value: str) -> bool:
    try:
        if value.strip():
            parse(value)
    except RowError as error:
        raise Invalid(say(error.message)) from None
    return True


def is_best_bet(value: str) -> bool:
    """True for a line of words and at least one UID, separated by ``|``."""
    query, *uids = (part.strip() for part in value.split("|"))
    return bool(query) and bool(uids) and all(map(str.isalnum, uids))


class ISearchSettings(model.Schema):
    """The editors' settings of the search, in the registry beside ``ISettings``."""

    search_rules = schema.Text(
        title=_("Thesaurus der Website"),
        description=_(
            "CSV mit den Spalten begriff,richtung,bedeutet. Was mit der Software kommt, gilt daneben."
        ),
        required=False,
        default="",
        constraint=is_thesaurus,
    )
    search_best_bets = schema.List(
        title=_("Empfehlungen"),
        description=_("Je Zeile: Suchworte|Kennung (UID) der Leistung, die zuerst stehen soll."),
        value_type=schema.TextLine(constraint=is_best_bet),
        required=False,
        default=[],
    )
    search_compounds = schema.List(
        title=_("Zusammengesetzte Wörter"),
        description=_(
            "Je Zeile ein Wort, mit Leerzeichen zwischen seinen Teilen: Fahr Lehrer Schein. In einem "
            "Stück: es wird nie zerlegt. Nur nötig, wo die Suche sich irrt."
        ),
        value_type=schema.TextLine(),
        required=False,
        default=[],
    )
    search_queries = schema.Text(
        title=_("Prüfanfragen"),
        description=_("CSV mit den Spalten id,kind,audience,query,gold,related,note."),
        required=False,
        default="",
        constraint=is_query_set,
    )
    search_counts = schema.Bool(
        title=_("Suchanfragen zählen"),
        description=_(
            "Nur Anzahlen, ohne Personen und Adressen. Aus: es wird nichts gezählt und nichts aufbewahrt."
        ),
        required=False,
        default=True,
    )
