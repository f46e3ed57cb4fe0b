"""Who may see what, today. The same rule for pages, REST and lists (spec:visibility)."""

from AccessControl import getSecurityManager
from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_chain, aq_inner
from plone import api
from plone.indexer import indexer
from plone.rest.traverse import RESTWrapper
from Products.CMFCore.interfaces import IContentish
from Products.CMFPlone.CatalogTool import allowedRolesAndUsers
from zExceptions import NotFound, Unauthorized
from zope.component import adapter
from ZPublisher.interfaces import IPubAfterTraversal

from tlvwa.portal.common.clock import today
from tlvwa.portal.interfaces import IPortalContent, IPortalLayer
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.journal import site_journal
from tlvwa.portal.readmodels.nodes import local_day

VIEW, EDIT = "View", "Modify portal content"
OTHER_DAYS = ("Access future portal content", "Access inactive portal content")


def nodes_for_editors(portal_types):
    """The nodes of some types that the current user may name, by title: public ones and drafts they see.

    None where the add-on was uninstalled and content of it is left.
    """
    if site_journal() is None:
        return []
    models = site_snapshot()
    drafts = {brain.UID for brain in _found(portal_type=list(portal_types))}
    chosen = [node for node in models.nodes.values() if node.portal_type in portal_types]
    found = _nameable(models, chosen, drafts)
    return sorted(found, key=lambda node: (node.title.casefold(), node.uid))


def node_for_editors(uid, portal_types):
    """The node of one of some types, if the current user may name it; else ``None``."""
    if site_journal() is None:
        return None
    models = site_snapshot()
    node = models.nodes.get(uid)
    if node is None or node.portal_type not in portal_types:
        return None
    drafts = {uid} if _found(UID=uid) else set()
    return next(iter(_nameable(models, [node], drafts)), None)


def of_those_for_editors(nodes):
    """Those of some nodes that the current user may name, in their order."""
    models = site_snapshot()
    uids = [node.uid for node in nodes if models.tree.window(node) is None]
    drafts = {brain.UID for brain in _found(UID=uids)} if uids else set()
    return list(_nameable(models, nodes, drafts))


def title_around(node):
    """The title of what a node lies in, where the current user may know of it; else nothing."""
    parent = site_snapshot().tree.by_path.get(node.parent_path)
    return parent.title if parent is not None and of_those_for_editors([parent]) else ""


def _nameable(models, nodes, drafts):
    """Those of some nodes that the user may name: shown today, or of ``drafts`` and never shown."""
    day, other_days = today(), _sees_other_days(api.portal.get())
    for node in nodes:
        window = models.tree.window(node)
        if node.uid in drafts if window is None else other_days or day in window:
            yield node


def _found(**query):
    """What the catalog finds for the current user, without loading an object."""
    return api.portal.get_tool("portal_catalog")(**query)


@adapter(IPubAfterTraversal)
def hide_what_is_not_public(event):
    """Content of ours is reachable, by any address, only where all that it lies in may be seen.

    Also before its first day, and from its expiry on, it is hidden from those who cannot change it.
    Other content keeps the rules of Plone.
    """
    request = event.request
    if not IPortalLayer.providedBy(request):
        return
    chain = [
        obj for obj in map(_unwrapped, request.get("PARENTS", ())) if IContentish.providedBy(obj)
    ]
    if not any(IPortalContent.providedBy(obj) for obj in chain) or _may(EDIT, chain[0]):
        return
    day = today()
    for obj in chain:
        if not _may(VIEW, obj):
            raise Unauthorized("this lies in something that is not public")
        if not _within_its_days(obj, day) and not _sees_other_days(obj):
            raise NotFound(request.get("ACTUAL_URL", ""))


@indexer(IPortalContent)
def found_by(obj):
    """Who finds the object in the catalog: those who may see it and all that it lies in."""
    for around in aq_chain(aq_inner(obj)):
        if not IContentish.providedBy(around):
            break
        if "Anonymous" not in rolesForPermissionOn(VIEW, around):
            return allowedRolesAndUsers(around)()
    return allowedRolesAndUsers(obj)()


def _unwrapped(obj):
    """The content that plone.rest wraps while it traverses."""
    return obj.context if isinstance(obj, RESTWrapper) else obj


def _may(permission, obj):
    return bool(getSecurityManager().checkPermission(permission, obj))


def _within_its_days(obj, day):
    effective, expires = local_day(obj, "effective_date"), local_day(obj, "expiration_date")
    return (effective is None or effective <= day) and (expires is None or day < expires)


def _sees_other_days(obj):
    return any(_may(permission, obj) for permission in (EDIT, *OTHER_DAYS))
