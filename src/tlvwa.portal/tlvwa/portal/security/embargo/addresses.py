"""Identifiers and former addresses lead visitors only to what they may reach."""

import re

from plone.app.contenttypes.browser.link_redirect_view import (
    LinkRedirectView,
    normalize_uid_from_path,
)
from plone.app.contenttypes.interfaces import ILink
from plone.app.redirector.browser import FourOhFourView
from plone.app.redirector.interfaces import IRedirectionStorage
from plone.app.textfield.transform import PortalTransformsTransformer
from plone.app.textfield.value import RichTextValue
from plone.app.uuid.browser import RedirectToUUIDView
from plone.app.uuid.utils import uuidToObject
from plone.dexterity.content import DexterityContent
from plone.outputfilters.browser.resolveuid import ResolveUIDView
from plone.outputfilters.filters.resolveuid_and_caption import ResolveUIDAndCaptionFilter
from plone.rest.errors import ErrorHandling
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.dxfields import TextLineFieldSerializer
from Products.CMFCore.interfaces import IFolderish
from Products.PortalTransforms.cache import Cache
from zExceptions import NotFound
from zope.component import adapter, getUtility
from zope.component.hooks import getSite
from zope.interface import implementer
from zope.schema.interfaces import ITextLine
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.security.embargo.public_now import is_reachable
from tlvwa.portal.security.media.addresses import is_safe_link
from tlvwa.portal.security.media.markup import SUSPECT

IDENTIFIER = re.compile("resolveuid/", re.IGNORECASE)
API = "++api++"


class ReachableByIdentifier(ResolveUIDView):
    """``resolveuid/UID``, which editors' links hold."""

    def __call__(self) -> str:
        """Redirect to the object. Raises NotFound, also where the visitor may not reach it."""
        require_reachable(self.uuid)
        return super().__call__()


class RedirectToReachable(RedirectToUUIDView):
    """``@@redirect-to-uuid/UID``."""

    def __call__(self) -> str:
        """Redirect to the object. Raises NotFound, also where the visitor may not reach it."""
        require_reachable(self.uuid)
        return super().__call__()


class FormerAddressView(FourOhFourView):
    """Where an object is now that lay at the address of the request."""

    def attempt_redirect(self) -> bool:
        """Redirect to the object's address of today if the visitor may reach it; return whether."""
        return may_redirect(self.request, self._url()) and super().attempt_redirect()


class FormerAddressAsJSON(ErrorHandling):
    """An error of a REST request; plone.rest looks for former addresses by itself."""

    def attempt_redirect(self) -> bool:
        """Redirect as ``FormerAddressView`` does."""
        return may_redirect(self.request, self._url()) and super().attempt_redirect()


def follow_link(self: LinkRedirectView) -> str:
    """Show or follow a *Link*. Raises NotFound where its target is hidden or would run something.

    Takes the place of ``LinkRedirectView.__call__``, which tells where the target is.
    """
    uid, _fragment = normalize_uid_from_path(self.context.remoteUrl)
    if uid and IPortalLayer.providedBy(self.request):
        require_reachable(uid)
    if not is_safe_link(self.context.remoteUrl or ""):
        raise NotFound("The link leads nowhere")
    page: str = self._old___call__()
    return page


@adapter(ITextLine, ILink, IPortalLayer)
@implementer(IFieldSerializer)
class ReachableLinkSerializer(TextLineFieldSerializer):
    """Serializes lines of a *Link*; its target only if the visitor may reach it."""

    def __call__(self) -> str | None:
        """Return the line; ``None`` in the place of what is not told."""
        uid, _fragment = normalize_uid_from_path(self.get_value())
        return None if uid and not _is_uid_reachable(uid) else super().__call__()


class ReachableLinks(ResolveUIDAndCaptionFilter):
    """Links of editors' texts; one to what the visitor may not reach tells no address and no title."""

    def resolve_link(self, href: str) -> tuple[DexterityContent | None, str, str]:
        """Return the object of a link (``None`` if the visitor may not reach it), its subpath, its end."""
        obj, subpath, appendix = super().resolve_link(href)
        if obj is not None and not is_reachable(obj):
            return None, href, ""
        return obj, subpath, appendix


def transform(self: PortalTransformsTransformer, value: RichTextValue, mime_type: str) -> str:
    """Return an editor's text for the current visitor.

    Takes the place of ``PortalTransformsTransformer.__call__``, which keeps what links became for one
    visitor for the next, and what media the settings of before allowed.
    """
    if value.raw and (IDENTIFIER.search(value.raw) or SUSPECT.search(value.raw)):
        Cache(value._raw_holder, context=self.context).purgeCache()
    text: str = self._old___call__(value, mime_type)
    return text


def may_redirect(request: HTTPRequest, address: str | None) -> bool:
    """Return whether the visitor may learn where the object is now that lay at an address.

    The longest part of the address that is a former one counts. True for no former address.
    """
    storage = getUtility(IRedirectionStorage)
    try:
        steps = [step for step in request.physicalPathFromURL(address or "") if step != API]
    except ValueError:
        return False
    for end in range(len(steps), 1, -1):
        path = "/".join(steps[:end])
        target = storage.get(f"{path}?{request.QUERY_STRING}") or storage.get(path)
        if target:
            return _leads_to_reachable("/".join((target, *steps[end:])))
    return True


def _leads_to_reachable(path: str) -> bool:
    """Return whether the visitor may reach the object at a path, or the nearest one that is there."""
    site = getSite()
    root = "/".join(site.getPhysicalPath())
    if not path.startswith(f"{root}/"):
        return True  # elsewhere
    obj = site
    for name in path.removeprefix(f"{root}/").split("/"):
        content = obj.get(name) if IFolderish.providedBy(obj) else None
        if content is None:
            break
        obj = content
    return is_reachable(obj)


def require_reachable(uid: str | None) -> None:
    """Raise NotFound for the UID of no object, and of one that the visitor may not reach."""
    if not (uid and _is_uid_reachable(uid)):
        raise NotFound("The link you followed is broken")


def _is_uid_reachable(uid: str) -> bool:
    obj = uuidToObject(uid, unrestricted=True)
    return obj is not None and is_reachable(obj)
