"""The work of the current user on the current site."""

from tlvwa.portal.common.settings import setting
from tlvwa.portal.content.authority.own_authorities import own_authorities
from tlvwa.portal.linkcheck.store import site_links
from tlvwa.portal.tables.overviews.row_context import AUTHORITY
from tlvwa.portal.tables.overviews.view import site_facts
from tlvwa.portal.tables.worklist.finding import WorkContext, WorkSettings


def work_context():
    """The work as the current user sees it today."""
    facts, store = site_facts(), site_links()
    settings = WorkSettings(
        setting("land", "16"),
        setting("confirm_within_days", 365),
        store.troubled() if store is not None else (),
    )
    return WorkContext(facts, settings, own_authorities(facts.nodes(AUTHORITY)))
