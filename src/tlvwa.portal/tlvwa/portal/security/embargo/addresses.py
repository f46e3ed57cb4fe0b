"""Identifiers and former addresses lead visitors only to what they may reach."""

from plone.app.redirector.browser import FourOhFourView
from plone.app.redirector.interfaces import IRedirectionStorage
from plone.app.uuid.browser import RedirectToUUIDView
from plone.app.uuid.utils import uuidToObject
from plone.dexterity.content import DexterityContent
from plone.outputfilters.browser.resolveuid import ResolveUIDView
from plone.outputfilters.filters.resolveuid_and_caption import ResolveUIDAndCaptionFilter
from zExceptions import NotFound
from zope.component import getUtility
from zope.component.hooks import getSite

from tlvwa.portal.security.embargo.public_now import is_reachable


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
        path = self._new_path()
        return path is not None and self._is_reachable(path) and super().attempt_redirect()

    def _new_path(self) -> str | None:
        """Return what the redirector would lead to: a path, or an address elsewhere."""
        storage, address = getUtility(IRedirectionStorage), self._url()
        try:
            steps = self.request.physicalPathFromURL(address) if address else ()
        except ValueError:
            return None
        old_path = "/".join(steps)
        return (
            storage.get(f"{old_path}?{self.request.QUERY_STRING}")
            or storage.get(old_path)
            or self.find_redirect_if_view(steps, storage)
            or self.find_redirect_if_template(address, steps, storage)
        )

    def _is_reachable(self, path: str) -> bool:
        """Return whether the visitor may reach the object at a path, or its nearest container."""
        site = getSite()
        root = "/".join(site.getPhysicalPath())
        if not path.startswith(f"{root}/"):
            return True
        obj = site
        for name in path.removeprefix(f"{root}/").split("/"):
            if name not in getattr(obj, "objectIds", tuple)():
                break
            obj = obj[name]
        return is_reachable(obj)


class ReachableLinks(ResolveUIDAndCaptionFilter):
    """Links of editors' texts; one to what the visitor may not reach tells no address and no title."""

    def resolve_link(self, href: str) -> tuple[DexterityContent | None, str, str]:
        """Return the object of a link (``None`` if the visitor may not reach it), its subpath, its end."""
        obj, subpath, appendix = super().resolve_link(href)
        if obj is not None and not is_reachable(obj):
            return None, href, ""
        return obj, subpath, appendix


def require_reachable(uid: str | None) -> None:
    """Raise NotFound for the UID of no object, and of one that the visitor may not reach."""
    obj = uuidToObject(uid, unrestricted=True) if uid else None
    if obj is None or not is_reachable(obj):
        raise NotFound("The link you followed is broken")
