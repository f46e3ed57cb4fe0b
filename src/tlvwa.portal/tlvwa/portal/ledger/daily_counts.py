"""Once a day: what the ledger counts, for the Land, its districts and its services."""

from datetime import timedelta

from tlvwa.portal.common.settings import setting
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.counts import site_counts
from tlvwa.portal.ledger.pages.heat_table import HeatColumn, columns, counted
from tlvwa.portal.ledger.query import site_ledger
from tlvwa.portal.readmodels.follower import site_snapshot

DAYS_IN_YEAR = 366
DEFAULT_YEARS = 5


def store_daily_counts(today) -> int:
    """Keep the counts of a day, unless they are kept already; the number of services counted.

    What is older than the setting ``ledger_years`` allows is forgotten. Part of the running transaction.
    """
    store = site_counts()
    if store is None or today in store:
        return 0
    models, land = site_snapshot(), setting("land")
    ledger = site_ledger(models, today)
    districts = columns(ledger.territory, land)
    entries = list(ledger.entries(ledger.rows))
    whole = HeatColumn(land, "", ledger.territory.whole)
    areas = counted(entries, districts) | counted(entries, [whole])
    store.note(today, areas, dict(_problems(ledger)))
    years = setting("ledger_years", DEFAULT_YEARS)
    store.forget_before(today - timedelta(days=years * DAYS_IN_YEAR))
    return len(ledger.rows)


def _problems(ledger):
    for uid, counts in ledger.by_service.items():
        overlaps, gaps = counts[LedgerState.OVERLAP], counts[LedgerState.GAP]
        if overlaps or gaps:
            yield uid, (overlaps, gaps)
