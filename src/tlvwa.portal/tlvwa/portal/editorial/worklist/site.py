"""The work of the current user on the current site."""

from tlvwa.portal.content.settings import setting
from tlvwa.portal.editorial.linkcheck.store import site_links
from tlvwa.portal.editorial.overviews.facts import AUTHORITY
from tlvwa.portal.editorial.overviews.view import site_facts
from tlvwa.portal.editorial.reach.own import own_authorities
from tlvwa.portal.editorial.worklist.finding import Settings, Work


def site_work():
    """The work as the current user sees it today."""
    facts, store = site_facts(), site_links()
    settings = Settings(
        setting("land", "16"),
        setting("confirm_within_days", 365),
        store.troubled() if store is not None else (),
    )
    return Work(facts, settings, own_authorities(facts.nodes(AUTHORITY)))
