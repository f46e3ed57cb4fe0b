"""Accounts in Zope's own user folder: for emergencies, by Basic authentication on this machine only.

Plone's session plugin does not reach them, so a log-in page would put their password into a cookie.
They are the accounts of the whole instance, so this holds for every site in it.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from plone.restapi.services.auth.login import Login
from Products.CMFCore.utils import getToolByName
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from Products.PluggableAuthService.plugins.CookieAuthHelper import CookieAuthHelper
from Products.PluggableAuthService.plugins.HTTPBasicAuthHelper import IHTTPBasicAuthHelper
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.security.login.plugins import PluginSelection

# A proxy that is not trusted may still say that it forwards.
OF_PROXIES = (
    *("FORWARDED", "VIA", "X_REAL_IP", "X_FORWARDED_FOR", "X_FORWARDED_HOST"),
    *("X_FORWARDED_PROTO", "X_FORWARDED_BY", "X_FORWARDED_PORT", "X_FORWARDED_SERVER"),
)


def extract_user_ids(
    self: PluggableAuthService, request: HTTPRequest, plugins: object
) -> list[tuple[str, str]]:
    """Return who the credentials of a request belong to.

    Takes the place of ``PluggableAuthService._extractUserIds``. In Zope's root only Basic authentication
    counts, and only if the request comes from this machine and no proxy forwarded it.
    """
    if not self._isTop():
        return self._old__extractUserIds(request, plugins)
    if not is_from_this_machine(request):
        return []
    return self._old__extractUserIds(request, PluginSelection(plugins, _is_basic))


def is_from_this_machine(request: HTTPRequest) -> bool:
    """Return whether both ends of a request are this machine, without a proxy between them.

    A web server may remove what an unknown proxy says of itself; the name that was asked for and Zope's
    virtual host then still tell that there is one.
    """
    environ = request.environ
    if any(f"HTTP_{name}" in environ for name in OF_PROXIES):
        return False
    if "VirtualRootPhysicalPath" in request.other:
        return False
    addresses = (environ.get("REMOTE_ADDR", ""), request.getClientAddr(), _host(request))
    return all(map(_is_loopback, addresses))


def set_no_password(self: CookieAuthHelper, *credentials: object) -> None:
    """Do nothing: takes the place of ``updateCredentials``, which puts the password into a cookie."""


def user_folder_of_site(self: Login, login: str) -> PluggableAuthService:
    """Return the site's user folder, whoever wants to log in.

    Takes the place of ``_find_userfolder`` of plone.restapi's log-in, which gives tokens to accounts in the
    root, too, and does not compare the password of a name that nobody has.
    """
    return getToolByName(self.context, "acl_users")


def _is_basic(interface: object, plugin: object) -> bool:
    return interface is not IExtractionPlugin or IHTTPBasicAuthHelper.providedBy(plugin)


def _host(request: HTTPRequest) -> str:
    try:
        host = urlsplit(f"//{request.environ.get('HTTP_HOST', '')}").hostname or ""
    except ValueError:
        return ""
    return "127.0.0.1" if host == "localhost" else host


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
