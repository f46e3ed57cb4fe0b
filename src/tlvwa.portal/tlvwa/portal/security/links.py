"""A *Link* leads somewhere: it runs nothing in the browser."""

from plone.app.contenttypes.interfaces import ILink
from zExceptions import BadRequest
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectAddedEvent, IObjectModifiedEvent

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.readmodels.journal import site_journal
from tlvwa.portal.security.media.addresses import is_safe_link

REFUSED = _(
    "„${address}“ ist kein Verweis auf eine Seite: erlaubt sind https, http, mailto und tel."
)


@adapter(ILink, IObjectAddedEvent)
def guard_added(link: ILink, event: IObjectAddedEvent) -> None:
    """Refuse a new *Link* that runs something. Raises BadRequest with the sentence."""
    _guard(link)


@adapter(ILink, IObjectModifiedEvent)
def guard_changed(link: ILink, event: IObjectModifiedEvent) -> None:
    """Refuse a changed *Link* that runs something. Raises BadRequest with the sentence."""
    _guard(link)


def _guard(link: ILink) -> None:
    address = link.remoteUrl or ""
    if site_journal(link) is not None and not is_safe_link(address):
        raise BadRequest(say(_(REFUSED, mapping={"address": address[:100]})))
