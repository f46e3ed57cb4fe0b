"""The websites that an import knows by name only: tried by a job, and written once they were reached.

Only where links are checked at all, and under the same rules (``linkcheck``). What an editor entered
meanwhile stays: the address is an offer like any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic, sleep

import transaction
from plone import api
from plone.dexterity.content import DexterityContent

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.job import Job
from tlvwa.portal.content.authority.contact_offers import outcome
from tlvwa.portal.content.authority.contact_store import (
    WEBSITE,
    end_trial,
    note_failed_trial,
    stored_piece,
    untried_offer,
)
from tlvwa.portal.exchange.contact_import import write_offers
from tlvwa.portal.linkcheck.run import HostQueue, Pace
from tlvwa.portal.linkcheck.site import PACE, is_checking, site_probe
from tlvwa.portal.linkcheck.website_trial import WebsiteResult, try_website
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import AuthorityPayload, WebsiteTrial

DAYS = 7  # during which a website that cannot be reached is tried again


@dataclass(frozen=True, slots=True)
class WaitingWebsite:
    """A website that is to be tried, and its authority."""

    path: str
    trial: WebsiteTrial


def try_websites(pace: Pace = PACE) -> int:
    """Try the websites that are due; return how many were decided.

    Requests are sent outside of a transaction: the running one is aborted first, so commit before.
    """
    if not is_checking():
        return 0
    day = today()
    waiting = sorted(_waiting(day), key=lambda website: website.path)[: pace.most]
    if not waiting:
        return 0
    transaction.abort()
    results = list(_results(waiting, pace))
    transaction.begin()
    return sum(_write(website, result, day) for website, result in results)


def _waiting(day: date) -> Iterator[WaitingWebsite]:
    for node in site_snapshot().nodes.values():
        payload = node.payload
        trial = payload.website_trial if isinstance(payload, AuthorityPayload) else None
        if trial is not None and _is_due(trial, day):
            yield WaitingWebsite(node.path, trial)


def _is_due(trial: WebsiteTrial, day: date) -> bool:
    """True for a website that was never tried, or that failed for less than a week and not yet today."""
    if trial.tried is None or trial.failing_since is None:
        return True
    return trial.tried < day and (day - trial.failing_since).days < DAYS


def _results(
    waiting: list[WaitingWebsite], pace: Pace
) -> Iterator[tuple[WaitingWebsite, WebsiteResult]]:
    queue = HostQueue(pace.between, monotonic, sleep)
    probe = site_probe(pace=queue.take)
    end = monotonic() + pace.seconds
    for website in waiting:
        if monotonic() >= end:
            return
        yield website, try_website(website.trial.address, probe.check)


def _write(website: WaitingWebsite, result: WebsiteResult, day: date) -> bool:
    """Write what became of a website; return whether anything was decided."""
    authority = api.portal.get().unrestrictedTraverse(website.path, None)
    if authority is None or result.is_later or not _is_still_meant(authority, website.trial):
        return False
    if not result.address:
        note_failed_trial(authority, day)
    else:
        offer = untried_offer(authority)
        assert offer is not None  # it is still meant
        reached = replace(offer, value={WEBSITE: result.address}, is_untried=False)
        end_trial(authority)
        write_offers(authority, [(reached, outcome(stored_piece(authority, WEBSITE), reached))])
    authority.reindexObject(idxs=["UID"])  # the journal tells the read models
    return True


def _is_still_meant(authority: DexterityContent, trial: WebsiteTrial) -> bool:
    offer = untried_offer(authority)
    return offer is not None and (offer.value[WEBSITE], offer.row) == (trial.address, trial.source)


JOB = Job(
    order=80,
    report="{} Namen von Websites geprüft.",
    run=try_websites,
)
