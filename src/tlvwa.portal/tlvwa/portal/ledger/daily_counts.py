"""The daily counts of the ledger: for the Land, its districts and its services."""

from collections.abc import Iterator
from datetime import date, timedelta

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.job import Job
from tlvwa.portal.common.settings import setting
from tlvwa.portal.finder.ledger import Ledger
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.counts import site_counts
from tlvwa.portal.ledger.pages.heat_table import HeatColumn, columns, count_states
from tlvwa.portal.ledger.query import site_ledger
from tlvwa.portal.readmodels.follower import site_snapshot

DAYS_IN_YEAR = 366
DEFAULT_YEARS = 5


def store_daily_counts(today: date) -> int:
    """Store the counts of a day; return the number of services counted, 0 if the day is stored already.

    Counts older than the setting ``ledger_years`` are deleted. Part of the running transaction.
    """
    store = site_counts()
    if store is None or today in store:
        return 0
    snapshot, land = site_snapshot(), setting("land")
    ledger = site_ledger(snapshot, today)
    districts = columns(ledger.territory, land)
    runs = list(ledger.runs(ledger.rows))
    whole = HeatColumn(land, "", ledger.territory.whole)
    areas = count_states(runs, districts) | count_states(runs, [whole])
    store.note(today, areas, dict(_problems(ledger)))
    years = setting("ledger_years", DEFAULT_YEARS)
    store.forget_before(today - timedelta(days=years * DAYS_IN_YEAR))
    return len(ledger.rows)


def _problems(ledger: Ledger) -> Iterator[tuple[str, tuple[int, int]]]:
    for uid, counts in ledger.by_service.items():
        overlaps, gaps = counts[LedgerState.OVERLAP], counts[LedgerState.GAP]
        if overlaps or gaps:
            yield uid, (overlaps, gaps)


JOB = Job(
    order=40,
    report="{} Leistungen für den Verlauf der Zuständigkeiten gezählt.",
    run=lambda: store_daily_counts(today()),
)
