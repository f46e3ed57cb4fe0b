"""What settings of the log-in must not be: unusable, or such that no manager gets in any more."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from plone import api
from zope.i18nmessageid import Message

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.security.login.provider.addresses import is_issuer
from tlvwa.portal.security.login.provider.identifiers import is_of_provider

MANAGER = "Manager"
WRONG_ISSUER = _(
    "Die Adresse des Anbieters beginnt mit „https://“ (auf diesem Rechner auch mit „http://“) und enthält "
    "weder „?“ noch „#“."
)
WRONG_SCOPE = _("Unter dem, was vom Anbieter erbeten wird, fehlt „openid“.")
WRONG_LINE = _(
    "„${line}“ ist keine Zeile aus zwei Gruppen: Gruppe beim Anbieter|Gruppe dieser Website."
)
NO_SUCH_GROUP = _("Eine Gruppe „${name}“ gibt es auf dieser Website nicht.")
NO_SUCH_ACCOUNT = _("Ein Konto „${name}“ mit Passwort gibt es auf dieser Website nicht.")
NO_PROVIDER = _(
    "Nur über den Anbieter kann sich erst jemand anmelden, wenn dessen Adresse und die Kennung dieser "
    "Website angegeben sind."
)
NO_GROUP = _(
    "Nur über den Anbieter käme niemand herein: Nennen Sie mindestens eine Gruppe, die es auf dieser "
    "Website gibt."
)
NO_MANAGER_LEFT = _(
    "Niemand könnte die Website mehr verwalten: Nennen Sie eine Gruppe mit der Rolle „Manager“ (zum "
    "Beispiel „Administrators“), oder ein Konto mit dieser Rolle, das sich weiter mit Passwort anmeldet."
)


class Settings(Protocol):
    """The settings that depend on each other and on the site; what nobody filled in is ``None``."""

    issuer: str | None
    client_id: str | None
    scope: str | None
    groups: list[str] | None
    only_provider: bool | None
    password_accounts: list[str] | None


def group_pair(line: str) -> tuple[str, str]:
    """Return the group of the provider and that of the site, of a line ``theirs|ours``."""
    theirs, _mark, ours = line.rpartition("|")
    return theirs.strip(), ours.strip()


def is_group_line(line: str) -> bool:
    """True for a line of two groups, separated by ``|``."""
    return all(group_pair(line))


def check_issuer(address: str | None) -> bool:
    """Accept a safe address, or nothing. Raises ``FieldRefused``."""
    if not is_issuer(address):
        raise FieldRefused(WRONG_ISSUER)
    return True


def check_scope(scope: str | None) -> bool:
    """Accept scopes with that of OpenID Connect. Raises ``FieldRefused``."""
    if "openid" not in (scope or "").split():
        raise FieldRefused(WRONG_SCOPE)
    return True


def check_group_line(line: str) -> bool:
    """Accept a line of two groups. Raises ``FieldRefused``."""
    if not is_group_line(line):
        raise FieldRefused(Message(WRONG_LINE, mapping={"line": line}))
    return True


def check_all(settings: Settings) -> None:
    """Accept settings that are usable together. Raises ``FieldRefused`` with all that is wrong."""
    found = problems(settings)
    if found:
        raise FieldRefused(" ".join(found))


def problems(settings: Settings) -> list[str]:
    """Return what is wrong with settings, in the language of the request."""
    return [*_wrong_values(settings), *_missing(settings), *_locked_out(settings)]


def _wrong_values(settings: Settings) -> Iterator[str]:
    if not is_issuer(settings.issuer):
        yield say(WRONG_ISSUER)
    if settings.issuer and "openid" not in (settings.scope or "").split():
        yield say(WRONG_SCOPE)
    for line in settings.groups or ():
        if not is_group_line(line):
            yield say(WRONG_LINE, line=line)


def _missing(settings: Settings) -> Iterator[str]:
    """Yield which groups and accounts are not there, each once."""
    there = _existing_groups()
    for name in dict.fromkeys(_mapped_groups(settings)):
        if name not in there:
            yield say(NO_SUCH_GROUP, name=name)
    for login in dict.fromkeys(settings.password_accounts or ()):
        if _user_id(login) is None:
            yield say(NO_SUCH_ACCOUNT, name=login)


def _locked_out(settings: Settings) -> Iterator[str]:
    """Yield why somebody, or a manager, does not get in where passwords are switched off."""
    if not settings.only_provider:
        return
    if not settings.issuer or not settings.client_id:
        yield say(NO_PROVIDER)
    groups = set(_mapped_groups(settings)) & _existing_groups()
    if not groups:
        yield say(NO_GROUP)
    user_ids = filter(None, map(_user_id, settings.password_accounts or ()))
    if not _has_manager(groups, user_ids):
        yield say(NO_MANAGER_LEFT)


def _has_manager(groups: Iterable[str], user_ids: Iterable[str]) -> bool:
    """Return whether a group or a user may manage the site, by itself or by a group that it is in."""
    users = api.portal.get_tool("acl_users")
    principals = [api.group.get(groupname=group) for group in groups]
    principals += [users.getUserById(user_id) for user_id in user_ids]
    return any(MANAGER in principal.getRoles() for principal in principals if principal)


def _mapped_groups(settings: Settings) -> list[str]:
    return [group_pair(line)[1] for line in settings.groups or () if is_group_line(line)]


def _existing_groups() -> set[str]:
    return {group.getId() for group in api.group.get_groups()}


def _user_id(login: str) -> str | None:
    """Return whose name for the log-in by password it is; nobody's if there is none."""
    try:
        user_id: str = api.portal.get_tool("acl_users").source_users.getUserIdForLogin(login)
    except KeyError:
        return None
    return None if is_of_provider(user_id) else user_id
