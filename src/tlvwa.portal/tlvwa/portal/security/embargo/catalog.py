"""What Plone's catalog keeps so that lists hold to the embargo."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from AccessControl.PermissionRole import rolesForPermissionOn
from DateTime import DateTime
from plone.dexterity.content import DexterityContent
from plone.indexer import indexer
from Products.CMFCore.interfaces import IContentish
from Products.CMFCore.utils import getToolByName
from Products.CMFPlone.CatalogTool import CatalogTool, allowedRolesAndUsers
from Products.CMFPlone.Portal import PloneSite
from Products.PluginIndexes.DateRangeIndex.DateRangeIndex import DateRangeIndex
from Products.PluginIndexes.KeywordIndex.KeywordIndex import KeywordIndex

from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.readmodels.visibility import EDIT, OTHER_DAYS
from tlvwa.portal.security.embargo.public_now import (
    VIEW,
    content_around,
    public_period,
)

PUBLIC_DAYS, WHO_SEES_OTHER_DAYS = "effectiveRange", "seen_on_other_days_by"
SINCE, UNTIL = "public_since", "public_until"
A_MINUTE = 1 / (24 * 60)  # days


class PublicDaysIndex(DateRangeIndex):
    """When an object is public with all it lies in; takes the place of Plone's own days of the object.

    Where the days of an object change, those of its contents are indexed again.
    """

    meta_type = "PublicDaysIndex"

    def index_object(self, document_id: int, obj: object, threshold: int | None = None) -> int:
        """Index an object, and its contents if that changed something. Returns whether it did, as 0 or 1."""
        changed: int = super().index_object(document_id, obj, threshold)
        if changed:
            _index_contents(getattr(obj, "_getWrappedObject", lambda: obj)())
        return changed


def _index_contents(container: DexterityContent) -> None:
    """Index the days of what lies directly in an object and is indexed already."""
    catalog = getToolByName(container, "portal_catalog")
    for content in getattr(container, "objectValues", tuple)():
        path = "/".join(content.getPhysicalPath())
        if IContentish.providedBy(content) and catalog.getrid(path) is not None:
            catalog.catalog_object(content, path, idxs=[PUBLIC_DAYS], update_metadata=False)


def install_indexes(catalog: CatalogTool) -> None:
    """Give a site's catalog the indexes that the embargo needs; what is there already stays."""
    indexes = catalog._catalog.indexes
    missing = []
    if not isinstance(indexes.get(PUBLIC_DAYS), PublicDaysIndex):
        _replace(catalog, PublicDaysIndex(PUBLIC_DAYS, SINCE, UNTIL))
        missing.append(PUBLIC_DAYS)
    if WHO_SEES_OTHER_DAYS not in indexes:
        catalog.addIndex(WHO_SEES_OTHER_DAYS, KeywordIndex(WHO_SEES_OTHER_DAYS))
        missing.append(WHO_SEES_OTHER_DAYS)
    if missing:
        catalog.reindexIndex(tuple(missing), None)


def findings(site: PloneSite) -> Iterator[dict[str, str]]:
    """Yield ``{"path", "problem"}`` where the catalog has another index than ours.

    Importing Plone's own profile anew brings Plone's index back.
    """
    if not isinstance(site.portal_catalog._catalog.indexes.get(PUBLIC_DAYS), PublicDaysIndex):
        yield {
            "path": "/".join((*site.getPhysicalPath(), "portal_catalog")),
            "problem": "Listen zeigen, was in etwas liegt, das noch nicht oder nicht mehr öffentlich ist. "
            "In portal_setup den Upgrade-Schritt nach 20261127013 wiederholen.",
        }


def remove_indexes(catalog: CatalogTool) -> None:
    """Give a site's catalog back what Plone has."""
    _replace(catalog, DateRangeIndex(PUBLIC_DAYS, "effective", "expires"))
    catalog.reindexIndex(PUBLIC_DAYS, None)
    if WHO_SEES_OTHER_DAYS in catalog.indexes():
        catalog.delIndex(WHO_SEES_OTHER_DAYS)


def _replace(catalog: CatalogTool, index: DateRangeIndex) -> None:
    if index.id in catalog.indexes():
        catalog.delIndex(index.id)
    catalog.addIndex(index.id, index)


@indexer(IContentish)
def public_since(obj: DexterityContent) -> DateTime | None:
    """Return the first moment at which an object is public with all it lies in; ``None`` if open."""
    first = max(_moments(obj, 0), default=None)
    return DateTime(first.isoformat()) if first is not None else None


@indexer(IContentish)
def public_until(obj: DexterityContent) -> DateTime | None:
    """Return the last minute in which an object is public with all it lies in; ``None`` if open."""
    end = min(_moments(obj, 1), default=None)
    return DateTime(end.isoformat()) - A_MINUTE if end is not None else None


def _moments(obj: DexterityContent, end: int) -> Iterable[datetime]:
    """Return where the periods begin (``end`` 0) or end (1) of what has to be public for the object."""
    return filter(None, (public_period(each)[end] for each in content_around(obj)))


@indexer(IPortalContent)
def allowed_roles_and_users(obj: DexterityContent) -> list[str]:
    """Return who finds the object in the catalog: those who may see it and all its containers."""
    for container in content_around(obj):
        if "Anonymous" not in rolesForPermissionOn(VIEW, container):
            return _roles_and_users(container)
    return _roles_and_users(obj)


def _roles_and_users(obj: DexterityContent) -> list[str]:
    """Return whom Plone lets find the object."""
    names: list[str] = allowedRolesAndUsers(obj)()
    return names


@indexer(IContentish)
def seen_on_other_days_by(obj: DexterityContent) -> list[str]:
    """Return who sees an object on other days: roles, and ``user:`` with the id of a user or group."""
    roles = {
        role for permission in (EDIT, *OTHER_DAYS) for role in rolesForPermissionOn(permission, obj)
    }
    local_roles = getToolByName(obj, "acl_users")._getAllLocalRoles(obj)
    users = {f"user:{name}" for name, given in local_roles.items() if roles.intersection(given)}
    # Owners are among the users.
    return sorted((roles | users) - {"Owner"})
