"""Checks the links of the current site: those that are due from the jobs, one because somebody asks."""

from datetime import timedelta
from time import monotonic, sleep

import transaction
from plone import api

from tlvwa.portal.common.clock import now, today
from tlvwa.portal.common.settings import setting
from tlvwa.portal.linkcheck.http_probe import HttpProbe
from tlvwa.portal.linkcheck.results import state_after
from tlvwa.portal.linkcheck.run import HostQueue, Pace, due, run
from tlvwa.portal.linkcheck.sources import public_links
from tlvwa.portal.linkcheck.store import site_links
from tlvwa.portal.readmodels.follower import site_snapshot

PACE = Pace()
AT_ONCE = 15  # seconds for a link that somebody waits for
AGAIN = timedelta(minutes=1)  # no link is asked more often by hand
LONGEST_AGENT = 300


def is_on():
    """Whether links are checked here."""
    return bool(setting("links_check", False))


def check_interval():
    """Days between two checks of a link that works."""
    return setting("links_days", 30)


def agent():
    """Who asks, as servers read it: this site and whom to write to."""
    contact = setting("links_contact") or api.portal.get_registry_record(
        "plone.email_from_address", default=""
    )
    told = "; ".join(filter(None, (f"+{api.portal.get().absolute_url()}", contact)))
    text = f"tlvwa.portal-linkcheck ({told})"
    return "".join(c for c in text if c.isascii() and c.isprintable())[:LONGEST_AGENT]


def site_probe(**options):
    """Asks in the name of the site."""
    return HttpProbe(agent(), now, **options)


def check_links(pace=PACE):
    """Check the links that are due, and forget those that stand nowhere any more: how many checked.

    The network is asked outside of any transaction: what the running one has changed is given up
    first, so commit before. What was found is part of the running transaction afterwards.
    """
    if not is_on():
        return 0
    days, known = check_interval(), site_links().all()
    used = {address for address, _node in public_links(site_snapshot(), today())}
    waiting = due(used, known, now(), days, pace.most)
    turns = HostQueue(pace.between, monotonic, sleep)
    asking = site_probe(pace=turns.take)
    transaction.abort()
    found = [
        (address, each, now())
        for address, each in run(waiting, asking.check, turns, monotonic, pace.seconds)
    ]
    transaction.begin()
    store = site_links()
    for address, each, moment in found:
        store.put(address, state_after(store.get(address), each, moment, days))
    store.keep_only(used)
    return len(found)


def check_one(address):
    """Check one link now; ``None`` where it is not to be checked, or was a moment ago.

    Only links that are known to be troubled are, so nobody can make the server ask for any other.
    """
    store = site_links()
    before = store.get(address) if is_on() else None
    if before is None or before.checked > now() - AGAIN:
        return None
    result = state_after(before, site_probe(limit=AT_ONCE).check(address), now(), check_interval())
    store.put(address, result)
    return result
