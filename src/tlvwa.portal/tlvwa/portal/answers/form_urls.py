"""The addresses of the forms, for pages that lead to them."""

from urllib.parse import urlencode

from zope.globalrequest import getRequest

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.journal import site_journal

PURPOSES = ("contact", "consultation", "funding", "order", "feedback", "barrier")


def form_url(purpose, **parameters):
    """The address of the form for a purpose (see ``PURPOSES``); empty where no published one is set.

    Parameters, each the UID of something, are ``behoerde`` (contact), ``programm`` (funding),
    ``publikation`` (order) and ``leistung`` (feedback); ``seite`` (barrier) is an address of this site,
    ``suche`` (feedback) what was sought in vain. Empty ones are left out. Loads no object.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"no form is for {purpose!r}")
    uid = setting(f"form_{purpose}")
    if not uid or site_journal() is None:
        return ""
    models = site_snapshot()
    if not models.is_public(uid, today()):
        return ""
    given = {name: value for name, value in parameters.items() if value}
    query = f"?{urlencode(given)}" if given else ""
    return url_of(getRequest(), models.nodes[uid]) + query
