"""The words that editors set for the search, read from the registry."""

import logging

from plone import api
from plone.registry.interfaces import IRecordModifiedEvent
from zope.component import adapter

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.readmodels.journal import JournalOperation, site_journal
from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.csv_tables import RowError
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.thesaurus import Rule, parse_table

RULES, BEST_BETS, COMPOUNDS = (
    f"tlvwa.portal.search_{name}" for name in ("rules", "best_bets", "compounds")
)
SHORTEST_PLACE = 4  # letters

logger = logging.getLogger(__name__)


def site_words(gazetteer: Gazetteer) -> SearchWords:
    """Read the words of the current site; a thesaurus that cannot be read is logged and left out."""
    return SearchWords(
        rules=_rules(),
        best_bets=_best_bets(),
        compounds=tuple(api.portal.get_registry_record(COMPOUNDS, default=()) or ()),
        places=_places(gazetteer),
    )


def _rules() -> tuple[Rule, ...]:
    table = api.portal.get_registry_record(RULES, default="") or ""
    try:
        return parse_table(table) if table.strip() else ()
    except RowError as error:
        logger.warning("The site's thesaurus is left out: %s", error)
        return ()


def _best_bets() -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = api.portal.get_registry_record(BEST_BETS, default=()) or ()
    split = ([part.strip() for part in line.split("|")] for line in lines)
    return tuple((query, tuple(uids)) for query, *uids in split if query and uids)


def _places(gazetteer: Gazetteer) -> frozenset[str]:
    """Return the names of one word; the other words of a longer name may have a meaning of their own."""
    names = (
        normalize_word(area.name)
        for area in gazetteer.areas()
        if area.level in (AreaLevel.GEMEINDE, AreaLevel.KREIS)
    )
    return frozenset(name for name in names if " " not in name and len(name) >= SHORTEST_PLACE)


@adapter(IRecordModifiedEvent)
def note_settings(event: IRecordModifiedEvent) -> None:
    """Note a change of these words in the journal, in the same transaction."""
    if event.record.__name__ in (RULES, BEST_BETS, COMPOUNDS) and event.oldValue != event.newValue:
        journal = site_journal()
        if journal is not None:
            journal.append(JournalOperation.SETTINGS)
