"""Accounts of those whom a provider logs in: made, brought up to date, and without a password."""

import secrets

from AccessControl.SecurityManagement import newSecurityManager
from plone import api
from Products.PlonePAS.events import UserLoggedInEvent
from zope.event import notify
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.security.login.provider.client import Claims
from tlvwa.portal.security.login.provider.errors import NoGroup
from tlvwa.portal.security.login.provider.identifiers import account_id
from tlvwa.portal.security.login.provider.settings import LoginSettings
from tlvwa.portal.security.login.sessions import end_sessions, session_plugins


def update_account(settings: LoginSettings, claims: Claims) -> str:
    """Make or update the account of who logged in, with its groups; return its identifier.

    Raises ``NoGroup`` for somebody who has none; they lose what they had.
    """
    user_id = account_id(settings.issuer, claims["sub"])
    users = api.portal.get_tool("acl_users")
    is_known = users.source_users.getUserById(user_id) is not None
    groups = _site_groups(settings, claims)
    if is_known:
        _set_groups(settings, user_id, groups)
    if not groups:
        if is_known:
            end_sessions(user_id)
        raise NoGroup(user_id)
    if not is_known:
        users.userFolderAddUser(user_id, secrets.token_urlsafe(48), ["Member"], [])
        _set_groups(settings, user_id, groups)
    member = api.user.get(userid=user_id)
    member.setMemberProperties({"fullname": _name(claims), "email": _email(claims)})
    return user_id


def log_in(request: HTTPRequest, user_id: str) -> None:
    """Begin a session of an account."""
    users = api.portal.get_tool("acl_users")
    user = users.getUserById(user_id)
    newSecurityManager(request, user)
    for plugin in session_plugins(users):
        plugin._setupSession(user_id, request.response)
    api.portal.get_tool("portal_membership").setLoginTimes()
    notify(UserLoggedInEvent(user))


def _site_groups(settings: LoginSettings, claims: Claims) -> frozenset[str]:
    named = claims.get(settings.groups_claim)
    theirs = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    ours = (settings.groups.get(name) for name in theirs if isinstance(name, str))
    there = {group.getId() for group in api.group.get_groups()}
    return frozenset().union(*filter(None, ours)) & there


def _set_groups(settings: LoginSettings, user_id: str, groups: frozenset[str]) -> None:
    """Give the groups and take the others that the provider decides about."""
    source = api.portal.get_tool("acl_users").source_groups
    for group in settings.site_groups:
        if source.getGroupById(group) is None:
            continue
        if group in groups:
            source.addPrincipalToGroup(user_id, group)
        else:
            source.removePrincipalFromGroup(user_id, group)


def _name(claims: Claims) -> str:
    for claim in ("name", "preferred_username", "email"):
        value = claims.get(claim)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:200]
    return ""


def _email(claims: Claims) -> str:
    """Return the address, unless the provider says that it is not theirs."""
    email = str(claims.get("email") or "")
    registration = api.portal.get_tool("portal_registration")
    is_address = bool(registration.isValidEmail(email))
    return email if is_address and claims.get("email_verified", True) is True else ""
