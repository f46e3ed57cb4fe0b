"""The editors' words of the search in the registry: reading and writing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from plone import api

from tlvwa.portal.common.i18n import say
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.search_configuration import BEST_BETS, COMPOUNDS, RULES
from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.csv_tables import RowError
from tlvwa.portal.search.evaluation import JudgedQuery, parse_queries
from tlvwa.portal.search.thesaurus import Rule, format_table, parse_table
from tlvwa.portal.search.words import shipped_test_queries

QUERIES = "tlvwa.portal.search_queries"

Bets = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class CurrentWords:
    """The site's own rules, best bets and compounds.

    ``error`` says why the stored rules cannot be read; else it is empty.
    """

    rules: tuple[Rule, ...]
    bets: Bets
    compounds: tuple[str, ...]
    digest: str
    error: str = ""

    def words(self) -> SearchWords:
        """Return the words of the site with these rules, best bets and compounds."""
        return with_words(site_snapshot().service_index.words, self)


def with_words(words: SearchWords, chosen: CurrentWords) -> SearchWords:
    """Return ``words`` with the rules, best bets and compounds of ``chosen``."""
    return replace(words, rules=chosen.rules, best_bets=chosen.bets, compounds=chosen.compounds)


def current_words() -> CurrentWords:
    """Return the words in the running transaction."""
    table = api.portal.get_registry_record(RULES, default="") or ""
    lines = tuple(api.portal.get_registry_record(BEST_BETS, default=()) or ())
    compounds = tuple(api.portal.get_registry_record(COMPOUNDS, default=()) or ())
    digest = hashlib.blake2b(repr((table, lines, compounds)).encode(), digest_size=16).hexdigest()
    try:
        rules, error = (parse_table(table) if table.strip() else ()), ""
    except RowError as wrong:
        rules, error = (), say(wrong.message)
    return CurrentWords(rules, _bets(lines), compounds, digest, error)


def _bets(lines: Iterable[str]) -> Bets:
    split = ([part.strip() for part in line.split("|")] for line in lines)
    return tuple((query, tuple(uids)) for query, *uids in split if query and uids)


def write_words(chosen):
    """Write the rules, best bets and compounds of a proposal; unchanged ones are not written."""
    current, rules = current_words(), chosen.rules
    if rules != current.rules or current.error:
        api.portal.set_registry_record(RULES, format_table(rules) if rules else "")
    if chosen.bets != current.bets:
        lines = ["|".join((query, *uids)) for query, uids in chosen.bets]
        api.portal.set_registry_record(BEST_BETS, lines)
    if chosen.compounds != current.compounds:
        api.portal.set_registry_record(COMPOUNDS, list(chosen.compounds))


@dataclass(frozen=True)
class QuerySet:
    """The test queries of the site, else those that are shipped."""

    table: str
    queries: tuple[JudgedQuery, ...]
    is_own: bool
    error: str = ""


def query_set() -> QuerySet:
    """Return the query set of the site."""
    own = api.portal.get_registry_record(QUERIES, default="") or ""
    table = own if own.strip() else shipped_test_queries()
    try:
        return QuerySet(table, parse_queries(table), bool(own.strip()))
    except RowError as wrong:
        return QuerySet(table, (), bool(own.strip()), say(wrong.message))
