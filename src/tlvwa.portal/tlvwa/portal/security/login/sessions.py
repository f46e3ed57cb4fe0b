"""Ends of sessions: a log-out and another password end all tickets and tokens of an account.

Plone's session plugin signs the tickets of each account with a key of its own if that is switched on; the
tokens of REST name the same key. Another key ends them all.
"""

import hashlib
import hmac

from AccessControl import getSecurityManager
from plone import api
from plone.keyring.interfaces import IKeyManager
from plone.keyring.keyring import Keyring
from plone.protect.auto import safeWrite
from plone.restapi.pas.plugin import JWTAuthenticationPlugin
from plone.session.interfaces import ISessionPlugin
from plone.session.plugins.session import SessionPlugin
from Products.PluggableAuthService.interfaces.events import (
    ICredentialsUpdatedEvent,
    IPrincipalDeletedEvent,
)
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from zope.component import adapter, queryUtility
from zope.globalrequest import getRequest
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse

from tlvwa.portal.common.clock import now
from tlvwa.portal.security.login.cookie_requests import is_of_another_page

LONGEST = 12 * 60 * 60  # seconds
KEY, LOG_IN = "generation", "auth_time"


def use_keys_of_users(users: PluggableAuthService, use: bool = True) -> None:
    """Let the session plugins of a user folder sign the tickets of each account with its own key, or not."""
    for plugin in session_plugins(users):
        plugin.per_user_keyring = use


def session_plugins(users: PluggableAuthService) -> list[SessionPlugin]:
    """Return the active session plugins of a user folder."""
    plugins = users.plugins.listPlugins(IAuthenticationPlugin)
    return [plugin for _plugin_id, plugin in plugins if ISessionPlugin.providedBy(plugin)]


def end_sessions(user_id: str) -> None:
    """Give an account another key, so that its tickets and tokens are worth nothing."""
    manager = queryUtility(IKeyManager)
    if manager is None:
        return
    ring = SessionPlugin.secret_prefix + user_id
    if ring not in manager:  # tickets from before are signed with the key of all
        manager[ring] = Keyring(1)
    manager.clear(ring)
    manager.rotate(ring)
    for changed in (manager, manager._SampleContainer__data, manager[ring]):
        safeWrite(changed, getRequest())


@adapter(ICredentialsUpdatedEvent)
def end_after_new_password(event: ICredentialsUpdatedEvent) -> None:
    """End the sessions of somebody whose password was changed; one that changes its own goes on."""
    user_id = event.principal.getId()
    end_sessions(user_id)
    request = getRequest()
    if request is None or getSecurityManager().getUser().getId() != user_id:
        return
    for plugin in session_plugins(api.portal.get_tool("acl_users")):
        if plugin.getProperty("cookie_name") in request.cookies:
            plugin._setupSession(user_id, request.response)


@adapter(IPrincipalDeletedEvent)
def end_after_deletion(event: IPrincipalDeletedEvent) -> None:
    """End the sessions of somebody whose account is gone."""
    end_sessions(event.principal)


def end_session(self: SessionPlugin, request: HTTPRequest, response: HTTPResponse) -> None:
    """End all sessions of the user, and expire the cookie.

    Takes the place of ``SessionPlugin.resetCredentials``, which believes the cookie, unsigned, whose session
    is to end. Nothing ends by what another site, or a picture in a text, asks for.
    """
    if is_of_another_page(request):
        return
    user_id = getSecurityManager().getUser().getId()
    if user_id and self.getProperty("per_user_keyring"):
        end_sessions(user_id)
    domain = self.getProperty("cookie_domain")
    attributes = {"path": self.getProperty("path")} | ({"domain": domain} if domain else {})
    response.expireCookie(self.getProperty("cookie_name"), **attributes)


def create_token(
    self: JWTAuthenticationPlugin,
    userid: str,
    timeout: int | None = None,
    data: dict[str, object] | None = None,
) -> str:
    """Make a token that ends hours after the log-in, renewed or not, and with the sessions of its account.

    Takes the place of ``JWTAuthenticationPlugin.create_token``.
    """
    moment = int(now().timestamp())
    begun = _log_in_time(self, userid) or moment
    seconds = min(timeout or self.token_timeout or LONGEST, begun + LONGEST - moment)
    claims = {**(data or {}), LOG_IN: begun}
    for plugin in _signing_plugins(self):
        claims[KEY] = _generation(plugin._getSigningSecret(userid))
    return self._old_create_token(userid, seconds, claims)


def authenticate_token(
    self: JWTAuthenticationPlugin, credentials: dict[str, str]
) -> tuple[str, str] | None:
    """Return who a token belongs to: an account that is there, and whose sessions did not end since.

    Takes the place of ``JWTAuthenticationPlugin.authenticateCredentials``.
    """
    user = self._old_authenticateCredentials(credentials)
    if user is None:
        return None
    user_id = user[0]
    claims = self._decode_token(credentials["token"])
    manager = queryUtility(IKeyManager)
    for _plugin in _signing_plugins(self):
        ring = SessionPlugin.secret_prefix + user_id
        if ring not in manager or "exp" not in claims:
            return None
        generation = _generation(manager.secret(ring))
        if not hmac.compare_digest(generation, str(claims.get(KEY, ""))):
            return None
    users = self._getPAS()
    return user if users._verifyUser(users.plugins, user_id=user_id) else None


def _log_in_time(plugin: JWTAuthenticationPlugin, user_id: str) -> int | None:
    """Return when somebody logged in whose token is renewed."""
    kind, _space, token = (getattr(getRequest(), "_auth", None) or "").partition(" ")
    claims = plugin._decode_token(token) if kind.lower() == "bearer" else None
    return claims.get(LOG_IN) if claims and claims.get("sub") == user_id else None


def _signing_plugins(plugin: JWTAuthenticationPlugin) -> list[SessionPlugin]:
    """Return the session plugin beside another plugin, if it signs with a key of each account."""
    sessions = session_plugins(plugin._getPAS())
    return [session for session in sessions if session.getProperty("per_user_keyring")][:1]


def _generation(secret: str) -> str:
    """Return what names a key and does not tell it."""
    return hmac.new(secret.encode(), KEY.encode(), hashlib.sha256).hexdigest()[:32]
