"""REST by cookie: a request that changes something comes from a page of the site itself.

plone.restapi switches Plone's protection by tokens off. A browser sends the cookie of a session along with
what a page of any host below the same domain sends, so only where that page came from tells them apart.
"""

import re
from urllib.parse import urlsplit

from plone.rest.interfaces import IAPIRequest, IService
from plone.session.interfaces import ISessionPlugin
from Products.PluggableAuthService.interfaces.authservice import IPluggableAuthService
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from zExceptions import Forbidden
from zope.component import adapter
from zope.i18n import translate
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubAfterTraversal

from tlvwa.portal.common.i18n import _
from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.security.login.plugins import PluginSelection

SAFE = ("GET", "HEAD", "OPTIONS")
DEFAULT_PORTS = {"http": 80, "https": 443}
# What a form or a script of any other site may send without asking first (https://fetch.spec.whatwg.org).
OF_ANY_PAGE = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
LOG_OUT = "logout"
OTHER_LOG_OUT = _("Abmelden kann man sich nur auf einer Seite dieser Website.")
# Pages of the site, and what somebody typed; a page, and what a script asks for.
OWN_SITES = ("same-origin", "none")
OWN_USES = ("document", "empty")
MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+")
OTHER_ORIGIN = _(
    "Mit dem Cookie einer Anmeldung ändert nur etwas, was von einer Seite dieser Website kommt. "
    "Programme melden sich mit einem Token oder mit Name und Passwort an."
)
OTHER_TYPE = _(
    "Mit dem Cookie einer Anmeldung wird nur JSON angenommen, als „application/json“ (oder eine Art von "
    "Daten, die kein Formular senden kann)."
)


@adapter(IPubAfterTraversal)
def refuse_other_origins(event: IPubAfterTraversal) -> None:
    """Refuse what somebody's cookie alone would change. Raises ``Forbidden``."""
    request = event.request
    if not IPortalLayer.providedBy(request) or not IAPIRequest.providedBy(request):
        return
    if request.method in SAFE or not _is_by_cookie_alone(request):
        return
    if not is_from_own_page(request):
        raise Forbidden(translate(OTHER_ORIGIN, context=request))
    if _is_service(request) and not has_no_type_of_forms(request):
        raise Forbidden(translate(OTHER_TYPE, context=request))


@adapter(IPubAfterTraversal)
def refuse_other_log_outs(event: IPubAfterTraversal) -> None:
    """Refuse a log-out that another site, or a picture in a text, asks for. Raises ``Forbidden``."""
    request = event.request
    name = request.environ.get("PATH_INFO", "").rstrip("/").rpartition("/")[2]
    is_log_out = IPortalLayer.providedBy(request) and name.removeprefix("@@") == LOG_OUT
    if is_log_out and is_of_another_page(request):
        raise Forbidden(translate(OTHER_LOG_OUT, context=request))


def is_from_own_page(request: HTTPRequest) -> bool:
    """Return whether a page of the site's own origin sent a request, as the browser says."""
    site = request.getHeader("Sec-Fetch-Site")
    if site is not None:
        return bool(site == "same-origin")
    sender = request.getHeader("Origin") or request.getHeader("Referer") or ""
    origin = _origin(sender)
    return origin is not None and origin == _origin(request.other["SERVER_URL"])


def is_of_another_page(request: HTTPRequest) -> bool:
    """Return whether a browser says that another site asks, or a page for a picture or the like.

    A GET that ends something, as a log-out does, is what somebody clicked, and no picture in a text.
    """
    site, use = request.getHeader("Sec-Fetch-Site"), request.getHeader("Sec-Fetch-Dest")
    return site not in (None, *OWN_SITES) or use not in (None, *OWN_USES)


def has_no_type_of_forms(request: HTTPRequest) -> bool:
    """Return whether a body, if there is one, has a type that only a program or a page of the site sends."""
    length = request.environ.get("CONTENT_LENGTH") or "0"
    if length == "0" and "HTTP_TRANSFER_ENCODING" not in request.environ:
        return True
    media_type = request.environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    return bool(MEDIA_TYPE.fullmatch(media_type)) and media_type not in OF_ANY_PAGE


def _is_service(request: HTTPRequest) -> bool:
    """Return whether a service was asked for; uploads of the editor are views that want JSON and a token."""
    published = request.get("PUBLISHED")
    return bool(IService.providedBy(getattr(published, "__self__", published)))


def _is_by_cookie_alone(request: HTTPRequest) -> bool:
    """Return whether nothing but the ticket of a session says who the user is."""
    user = request.get("AUTHENTICATED_USER")
    users = getattr(user, "__parent__", None)
    if not IPluggableAuthService.providedBy(users):
        return False
    if user.getId() not in _user_ids(users, request, by_session=True):
        return False
    return user.getId() not in _user_ids(users, request, by_session=False)


def _user_ids(users: PluggableAuthService, request: HTTPRequest, by_session: bool) -> set[str]:
    def lets_through(interface: object, plugin: object) -> bool:
        return interface is not IExtractionPlugin or (
            ISessionPlugin.providedBy(plugin) == by_session
        )

    plugins = PluginSelection(users.plugins, lets_through)
    return {user_id for user_id, _login in users._extractUserIds(request, plugins)}


def _origin(address: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of an address; ``None`` where it has none."""
    try:
        parts = urlsplit(address)
        port = parts.port or DEFAULT_PORTS[parts.scheme]
    except (ValueError, KeyError):
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None
