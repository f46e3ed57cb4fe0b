"""The work of the current user on the current site."""

from plone import api

from tlvwa.portal.content.settings import setting
from tlvwa.portal.editorial.linkcheck.store import site_links
from tlvwa.portal.editorial.overviews.view import site_facts
from tlvwa.portal.editorial.worklist.finding import Settings, Work


def site_work():
    """The work as the current user sees it today."""
    user, store = api.user.get_current(), site_links()
    settings = Settings(
        setting("land", "16"),
        setting("confirm_within_days", 365),
        store.troubled() if store is not None else (),
    )
    return Work(site_facts(), settings, frozenset({user.getId(), *user.getGroups()}))
