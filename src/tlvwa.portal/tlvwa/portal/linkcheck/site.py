"""The link check of the current site: due links by the job, one link on request."""

from datetime import timedelta
from time import monotonic, sleep
from typing import Any

import transaction
from plone import api

from tlvwa.portal.common.clock import now, today
from tlvwa.portal.common.job import Job
from tlvwa.portal.common.settings import setting
from tlvwa.portal.linkcheck.http_probe import HttpProbe
from tlvwa.portal.linkcheck.results import LinkState, state_after
from tlvwa.portal.linkcheck.run import HostQueue, Pace, due_addresses, run
from tlvwa.portal.linkcheck.sources import public_links
from tlvwa.portal.linkcheck.store import site_links
from tlvwa.portal.readmodels.follower import site_snapshot

PACE = Pace()
AT_ONCE = 15  # seconds for a link that an editor waits for
AGAIN = timedelta(minutes=1)  # between two checks of a link on request
LONGEST_AGENT = 300


def is_checking() -> bool:
    """Whether links are checked here."""
    return bool(setting("links_check", False))


def check_interval() -> int:
    """Return the days between two checks of a working link."""
    days: int = setting("links_days", 30)
    return days


def agent() -> str:
    """Return the user agent: with the address of the site and a contact."""
    contact = setting("links_contact") or api.portal.get_registry_record(
        "plone.email_from_address", default=""
    )
    details = "; ".join(filter(None, (f"+{api.portal.get().absolute_url()}", contact)))
    text = f"tlvwa.portal-linkcheck ({details})"
    return "".join(c for c in text if c.isascii() and c.isprintable())[:LONGEST_AGENT]


def site_probe(**options: Any) -> HttpProbe:  # those of ``HttpProbe``
    """Return a probe that names the site."""
    return HttpProbe(agent(), now, **options)


def check_links(pace: Pace = PACE) -> int:
    """Check the due links, and delete the states of unused ones; return how many were checked.

    Requests are sent outside of a transaction: the running one is aborted first, so commit before. The
    results are part of the transaction that is running afterwards.
    """
    store = site_links()
    if store is None or not is_checking():
        return 0
    days, states = check_interval(), store.all()
    addresses = {address for address, _node in public_links(site_snapshot(), today())}
    due = due_addresses(addresses, states, now(), days, pace.most)
    queue = HostQueue(pace.between, monotonic, sleep)
    probe = site_probe(pace=queue.take)
    transaction.abort()
    results = [
        (address, result, now())
        for address, result in run(due, probe.check, queue, monotonic, pace.seconds)
    ]
    transaction.begin()
    for address, result, moment in results:
        store.put(address, state_after(store.get(address), result, moment, days))
    store.keep_only(addresses)
    return len(results)


def check_one(address: str) -> LinkState | None:
    """Check one link now; return its state, or ``None`` if it may not be checked or just was.

    Only known links are checked, so that nobody can make the server request any address.
    """
    store = site_links()
    if store is None or not is_checking():
        return None
    before = store.get(address)
    if before is None or before.checked > now() - AGAIN:
        return None
    state = state_after(before, site_probe(limit=AT_ONCE).check(address), now(), check_interval())
    store.put(address, state)
    return state


JOB = Job(
    order=70,
    report="{} Links geprüft.",
    run=check_links,
)
