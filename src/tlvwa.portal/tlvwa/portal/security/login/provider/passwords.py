"""Whose password counts beside a provider."""

from plone import api
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from zope.component.hooks import getSite

from tlvwa.portal.security.login.provider.identifiers import is_of_provider
from tlvwa.portal.security.login.provider.settings import LOGIN_PREFIX, login_settings

ACCOUNTS = f"{LOGIN_PREFIX}.password_accounts"


def has_password(user_id: str, login: str) -> bool:
    """Return whether somebody may log in to the current site by a password, or set one."""
    if is_of_provider(user_id):
        return False
    settings = login_settings() if getSite() is not None else None
    if settings is None or not settings.only_provider:
        return True
    return login in settings.password_accounts


def keep_password(login: str) -> bool:
    """Let an account keep its password where passwords are off; return whether that was needed."""
    if not api.portal.get_registry_record(f"{LOGIN_PREFIX}.only_provider", default=False):
        return False
    logins = api.portal.get_registry_record(ACCOUNTS, default=None) or []
    if login in logins:
        return False
    api.portal.set_registry_record(ACCOUNTS, [*logins, login])
    return True


def is_password_accepted(users: PluggableAuthService, user_id: str, login: str) -> bool:
    """Return whether a right password counts; accounts of Zope's root are for emergencies and keep theirs."""
    return bool(users._isTop()) or has_password(user_id, login)
