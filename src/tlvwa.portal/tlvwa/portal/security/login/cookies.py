"""Cookies of the log-in: no password in them, for this site and its programs only."""

from Products.PluggableAuthService.plugins.CookieAuthHelper import CookieAuthHelper
from zope.globalrequest import getRequest
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPBaseResponse

TICKET = "__ac"
NAME, PASSWORD = "__ac_name", "__ac_password"


def typed_credentials(self: CookieAuthHelper, request: HTTPRequest) -> dict[str, str]:
    """Return name and password of a log-in form that was posted.

    Takes the place of ``CookieAuthHelper.extractCredentials``, which reads them out of a cookie and out of
    addresses, too; addresses stand in logs.
    """
    login, password = request.form.get(NAME), request.form.get(PASSWORD)
    if request.method != "POST" or not isinstance(login, str) or not isinstance(password, str):
        return {}
    return {
        "login": login,
        "password": password,
        "remote_host": request.get("REMOTE_HOST", ""),
        "remote_address": request.getClientAddr(),
    }


def set_cookie(
    self: HTTPBaseResponse, name: str, value: str, quoted: bool = True, **attributes: object
) -> None:
    """Set a cookie for this site only, encrypted where the site is; no script reads the ticket.

    Takes the place of ``HTTPBaseResponse.setCookie``: each part of Plone sets other attributes, and an
    expired cookie is set in this way, too.
    """
    given = {key.lower().replace("_", "") for key in attributes}
    if is_encrypted(getRequest()):
        attributes = {key: value for key, value in attributes.items() if key.lower() != "secure"}
        attributes["secure"] = True
    if "samesite" not in given:
        attributes["same_site"] = "Lax"
    if name == TICKET:
        attributes["http_only"] = True
    self._old_setCookie(name, value, quoted, **attributes)


def is_encrypted(request: HTTPRequest | None) -> bool:
    """Return whether a visitor came by https, also through a proxy that says so to Zope."""
    return request is not None and request.get("SERVER_URL", "").startswith("https:")
