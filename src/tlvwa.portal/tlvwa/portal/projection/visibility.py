"""Who may see what, today. The same rule for pages, REST and lists."""

from AccessControl import getSecurityManager
from plone import api
from zExceptions import NotFound
from zope.component import adapter
from ZPublisher.interfaces import IPubAfterTraversal

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.projection.clock import today
from tlvwa.portal.projection.extract import local_day
from tlvwa.portal.projection.journal import site_journal
from tlvwa.portal.projection.reader import site_models

SEES_DRAFTS = "tlvwa.portal: Add Responsibility"


def nodes_for_editors(portal_types):
    """The nodes of some types that the current user may name, by title; drafts for editors only.

    None where the add-on was uninstalled and content of it is left.
    """
    if site_journal() is None:
        return []
    models = site_models()
    drafts = bool(getSecurityManager().checkPermission(SEES_DRAFTS, api.portal.get()))
    day = today()
    found = [
        node
        for node in models.nodes.values()
        if node.portal_type in portal_types and (drafts or models.is_public(node.uid, day))
    ]
    return sorted(found, key=lambda node: (node.title.casefold(), node.uid))


@adapter(IPubAfterTraversal)
def hide_outside_its_days(event):
    """Before its first day and from its expiry on, nothing is reachable for the public by any address."""
    request = event.request
    if not IPortalLayer.providedBy(request):
        return
    day = today()
    for obj in request.get("PARENTS", ()):
        if not _within_its_days(obj, day) and not _may_see_anyway(obj):
            raise NotFound(request.get("ACTUAL_URL", ""))


def _within_its_days(obj, day):
    if not hasattr(obj, "getPhysicalPath"):
        return True
    effective, expires = local_day(obj, "effective_date"), local_day(obj, "expiration_date")
    return (effective is None or effective <= day) and (expires is None or day < expires)


def _may_see_anyway(obj):
    manager = getSecurityManager()
    return bool(
        manager.checkPermission("Modify portal content", obj)
        or manager.checkPermission("Access future portal content", obj)
        or manager.checkPermission("Access inactive portal content", obj)
    )
