"""A *Link* leads somewhere: it runs nothing in the browser."""

from plone.app.contenttypes.interfaces import ILink
from plone.app.z3cform.interfaces import ILinkWidget
from z3c.form.validator import SimpleFieldValidator, WidgetValidatorDiscriminators
from zExceptions import BadRequest
from zope.component import adapter
from zope.i18nmessageid import Message
from zope.lifecycleevent.interfaces import IObjectAddedEvent, IObjectModifiedEvent

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.readmodels.journal import site_journal
from tlvwa.portal.security.media.addresses import is_safe_link

REFUSED = _(
    "„${address}“ ist kein Verweis auf eine Seite: erlaubt sind https, http, mailto und tel."
)


class LinkValidator(SimpleFieldValidator):
    """Validates where a link leads, in a form."""

    def validate(self, value: str | None, force: bool = False) -> None:
        """Refuse a link that runs something. Raises FieldRefused."""
        super().validate(value, force)
        if value and not is_safe_link(value):
            raise FieldRefused(_refusal(value))


WidgetValidatorDiscriminators(LinkValidator, request=IPortalLayer, widget=ILinkWidget)


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
        raise BadRequest(say(_refusal(address)))


def _refusal(address: str) -> Message:
    return _(REFUSED, mapping={"address": address[:100]})
