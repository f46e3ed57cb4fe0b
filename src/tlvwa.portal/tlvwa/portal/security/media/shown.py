"""What is foreign is in no text that is shown, however it was saved."""

from plone.outputfilters.interfaces import IFilter
from zope.component import adapter
from zope.interface import Interface, implementer

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.security.media.allowed import media_hosts
from tlvwa.portal.security.media.markup import without_foreign_media

AFTER_ALL_OTHERS = 10_000


@adapter(Interface, IPortalLayer)
@implementer(IFilter)
class OwnMediaOnly:
    """Takes foreign pictures, videos and frames out of editors' texts."""

    order = AFTER_ALL_OTHERS

    def __init__(self, context: object, request: object) -> None:
        self.context = context
        self.request = request

    def is_enabled(self) -> bool:
        """Return True: no text may show what is foreign."""
        return True

    def __call__(self, data: str | bytes) -> str:
        """Return a text without what is foreign."""
        text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
        return without_foreign_media(text, media_hosts()).text
