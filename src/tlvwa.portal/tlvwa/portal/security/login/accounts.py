"""Accounts of the site itself, in its own user folder."""

from collections.abc import Iterator

from Products.CMFCore.interfaces import ISiteRoot

from tlvwa.portal.security.login.provider.guard import current_settings
from tlvwa.portal.security.login.provider.rules import MANAGER, problems

NO_MANAGER = (
    "Kein Konto dieser Website darf sie verwalten. Konten der Zope-Wurzel melden sich auf der Seite "
    "nicht an: Legen Sie eines an, mit „tlvwa-portal accounts set“."
)
LOGIN_SETTINGS = "Einstellungen der Anmeldung"


def set_account(site: ISiteRoot, name: str, password: str, role: str = MANAGER) -> bool:
    """Add an account with a role, or give it a new password and the role; return whether it is new."""
    users = site.acl_users
    is_new = name not in users.source_users.getUserIds()
    if is_new:
        users.userFolderAddUser(name, password, [role], [])
    else:
        users.source_users.doChangeUser(name, password)
        users.portal_role_manager.assignRoleToPrincipal(role, name)
    return is_new


def managers(site: ISiteRoot) -> set[str]:
    """Return identifiers of the users who may manage the site, by themselves or by a group."""
    users = site.acl_users
    names: set[str] = set()
    for principal, _title in users.portal_role_manager.listAssignedPrincipals(MANAGER):
        if users.source_groups.getGroupById(principal) is None:
            names.add(principal)
        else:
            members = users.source_groups.listAssignedPrincipals(principal)
            names.update(user_id for user_id, _title in members)
    return names


def findings(site: ISiteRoot) -> Iterator[dict[str, str]]:
    """Yield what is wrong with the accounts of a site."""
    path = "/".join(site.getPhysicalPath())
    if not managers(site):
        yield {"path": path, "problem": NO_MANAGER}
    for problem in problems(current_settings()):
        yield {"path": path, "problem": f"{LOGIN_SETTINGS}: {problem}"}
