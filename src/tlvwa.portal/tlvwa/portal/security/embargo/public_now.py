"""Whether an object is public now, with all it lies in (spec:visibility)."""

from collections.abc import Iterator
from datetime import date, datetime, time

from AccessControl import getSecurityManager
from Acquisition import aq_chain, aq_inner
from plone.dexterity.content import DexterityContent
from Products.CMFCore.interfaces import IContentish

from tlvwa.portal.common.clock import BERLIN, now
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.readmodels.nodes import local_day, local_moment
from tlvwa.portal.readmodels.visibility import EDIT, OTHER_DAYS

VIEW = "View"


def is_reachable(obj: DexterityContent) -> bool:
    """Return whether the current user may reach an object now, with all it lies in."""
    return not what_hides(content_around(obj))


def may_edit(obj: DexterityContent) -> bool:
    """Return whether the current user may edit an object."""
    return _may(EDIT, obj)


def content_around(obj: object) -> list[DexterityContent]:
    """Return an object and the content it lies in, the innermost first, up to the site."""
    return list(_content(aq_chain(aq_inner(obj))))


def what_hides(around: list[DexterityContent]) -> str:
    """Return what hides an object from the current user: ``"private"``, ``"days"``, or ``""`` for nothing.

    ``around`` is the object and what it lies in (see ``content_around``). Who may edit an object
    reaches it, whatever it lies in.
    """
    if not around or may_edit(around[0]):
        return ""
    for obj in what_decides(around):
        if not _may(VIEW, obj):
            return "private"
        since, until = public_period(obj)
        within = (since is None or since <= now()) and (until is None or now() < until)
        if not within and not any(_may(permission, obj) for permission in (EDIT, *OTHER_DAYS)):
            return "days"
    return ""


def what_decides(around: list[DexterityContent]) -> list[DexterityContent]:
    """Return the objects that all have to be public for the first of ``around`` to be so.

    For content of this add-on and what lies in it, this is all that is around it; for other content
    only the object itself: Plone shows a public page also in a private folder.
    """
    return around if any(IPortalContent.providedBy(obj) for obj in around) else around[:1]


def public_period(obj: DexterityContent) -> tuple[datetime | None, datetime | None]:
    """Return from when (inclusive) until when (exclusive) an object itself is public.

    Content of this add-on goes by whole days in Europe/Berlin, other content by the minute. ``None`` is
    open.
    """
    if not IPortalContent.providedBy(obj):
        return local_moment(obj, "effective_date"), local_moment(obj, "expiration_date")
    return (
        _midnight(local_day(obj, "effective_date")),
        _midnight(local_day(obj, "expiration_date")),
    )


def _midnight(day: date | None) -> datetime | None:
    """Return when a day begins."""
    return datetime.combine(day, time(), BERLIN) if day is not None else None


def _content(chain: list[object]) -> Iterator[DexterityContent]:
    for obj in chain:
        if not IContentish.providedBy(obj):
            return
        yield obj


def _may(permission: str, obj: DexterityContent) -> bool:
    return bool(getSecurityManager().checkPermission(permission, obj))
