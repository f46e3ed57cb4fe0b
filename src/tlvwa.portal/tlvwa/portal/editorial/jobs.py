"""What is done from time to time, without anybody asking: run by a timer through the console."""

from tlvwa.portal.answers.counting import fold_searches
from tlvwa.portal.editorial.ledger.daily import note_counts
from tlvwa.portal.editorial.retention import delete_old_versions
from tlvwa.portal.forms.saved import delete_old_input
from tlvwa.portal.projection.clock import now, today

JOBS = {
    "history": lambda: delete_old_versions(today()),
    "forms": lambda: delete_old_input(now()),
    "searches": fold_searches,
    "ledger": lambda: note_counts(today()),
}


def run_jobs():
    """Run every job in the running transaction: its name and how much it did."""
    return {name: job() for name, job in JOBS.items()}
