"""Whom a step of the workflow concerns."""

from Acquisition import aq_chain, aq_inner
from plone import api

RELEASING = "Freigabe"
TO_THOSE_WHO_RELEASE = frozenset({"submit", "take_back"})
UNTOLD = frozenset({"publish_directly"})  # set-up and imports


def recipients(obj, transition):
    """The e-mail addresses of those to tell, sorted: without whoever acts, each once."""
    if transition in UNTOLD:
        return []
    people = _releasing(obj) if transition in TO_THOSE_WHO_RELEASE else _authors(obj)
    people.discard(api.user.get_current().getId())
    members = filter(None, (api.user.get(userid=each) for each in people))
    found = {member.getProperty("email", "") for member in members}
    return sorted(filter(None, found))


def _authors(obj):
    """Who made the object, and who gave it to review last."""
    history = obj.workflow_history.values()
    submitted = [step["actor"] for steps in history for step in steps if step["action"] == "submit"]
    return {*obj.listCreators()[:1], *submitted[-1:]}


def _releasing(obj):
    """Who may release the object: by a role in the whole site, or given on what it lies in."""
    roles = api.portal.get_tool("acl_users").portal_role_manager
    principals = {each[0] for each in roles.listAssignedPrincipals(RELEASING)}
    for around in aq_chain(aq_inner(obj)):
        given = getattr(around, "__ac_local_roles__", None) or {}
        principals |= {each for each, names in given.items() if RELEASING in names}
    return {user for each in principals for user in _users(each)}


def _users(principal):
    """The ids behind a principal: a group's members, or the user."""
    group = api.group.get(groupname=principal)
    return group.getMemberIds() if group else [principal]
