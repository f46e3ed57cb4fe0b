"""Whether an object is public now, with all it lies in (spec:visibility)."""

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum

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
    return what_hides(content_around(obj)) is None


def may_edit(obj: DexterityContent) -> bool:
    """Return whether the current user may edit an object."""
    return _may(EDIT, obj)


def content_around(obj: object) -> list[DexterityContent]:
    """Return an object and the content it lies in, the innermost first, up to the site."""
    return list(_content(aq_chain(aq_inner(obj))))


class HiddenBy(StrEnum):
    """What hides an object, or something around it, from the current user."""

    STATE = "state"  # it may not be seen at all
    DAYS = "days"  # it is not yet, or no longer, public


def what_hides(around: list[DexterityContent]) -> HiddenBy | None:
    """Return what hides an object from the current user; ``None`` if nothing does.

    ``around`` is the object and what it lies in (see ``content_around``). Who may edit an object
    reaches it, whatever it lies in.
    """
    if not around or may_edit(around[0]):
        return None
    if not all(_may(VIEW, obj) for obj in whose_state_counts(around)):
        return HiddenBy.STATE
    if not all(map(_is_within_its_days, around)):
        return HiddenBy.DAYS
    return None


def whose_state_counts(around: list[DexterityContent]) -> list[DexterityContent]:
    """Return those of ``around`` whose state hides the first of them.

    For content of this add-on and what lies in it, these are all; for other content only the object
    itself: Plone shows a public page also in a private folder. The days of all count for any content.
    """
    return around if any(IPortalContent.providedBy(obj) for obj in around) else around[:1]


def _is_within_its_days(obj: DexterityContent) -> bool:
    """Return whether an object is public now by its own days, or the user sees it on others, too."""
    since, until = public_period(obj)
    within = (since is None or since <= now()) and (until is None or now() < until)
    return within or any(_may(permission, obj) for permission in (EDIT, *OTHER_DAYS))


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
