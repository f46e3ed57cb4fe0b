"""The addresses of the public forms."""

from zope.globalrequest import getRequest

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import url_of, with_query
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.journal import site_journal

PURPOSES = ("contact", "consultation", "funding", "order", "feedback", "barrier")


def form_url(purpose: str, **parameters: str) -> str:
    """Return the address of the form for a purpose (see ``PURPOSES``); empty without a public form.

    The parameters ``behoerde`` (contact, feedback), ``programm`` (funding), ``publikation`` (order) and
    ``leistung`` (feedback) are UIDs; ``seite`` (barrier) is an address of this site, ``suche``
    (feedback) a query without results, ``angabe`` (feedback) a piece of an authority's data. Empty
    ones are left out. Loads no object. Raises ValueError for another purpose.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"no form is for {purpose!r}")
    uid = setting(f"form_{purpose}")
    if not uid or site_journal() is None:
        return ""
    snapshot = site_snapshot()
    if not snapshot.is_public(uid, today()):
        return ""
    return with_query(url_of(getRequest(), snapshot.nodes[uid]), **parameters)
