"""Once a day: what the ledger counts, for the Land, its districts and its services."""

from datetime import timedelta

from tlvwa.portal.answers.ledger.asked import site_ledger
from tlvwa.portal.content.settings import setting
from tlvwa.portal.editorial.ledger.counts import site_counts
from tlvwa.portal.editorial.ledger.heat import Column, columns, counted
from tlvwa.portal.finder.states import State
from tlvwa.portal.projection.reader import site_models

DAYS_IN_YEAR = 366
DEFAULT_YEARS = 5


def note_counts(today) -> int:
    """Keep the counts of a day, unless they are kept already; the number of services counted.

    What is older than the setting ``ledger_years`` allows is forgotten. Part of the running transaction.
    """
    store = site_counts()
    if store is None or today in store:
        return 0
    models, land = site_models(), setting("land")
    ledger = site_ledger(models, today)
    districts = columns(ledger.territory, land)
    entries = list(ledger.entries(ledger.rows))
    whole = Column(land, "", ledger.territory.whole)
    areas = counted(entries, districts) | counted(entries, [whole])
    store.note(today, areas, dict(_problems(ledger)))
    years = setting("ledger_years", DEFAULT_YEARS)
    store.forget_before(today - timedelta(days=years * DAYS_IN_YEAR))
    return len(ledger.rows)


def _problems(ledger):
    for uid, counts in ledger.by_service.items():
        overlaps, gaps = counts[State.OVERLAP], counts[State.GAP]
        if overlaps or gaps:
            yield uid, (overlaps, gaps)
