"""The recipients of mails about workflow steps."""

from Acquisition import aq_chain, aq_inner
from plone import api

RELEASER = "Freigabe"
MAILED_TO_RELEASERS = frozenset({"submit", "take_back"})
NOT_MAILED = frozenset({"publish_directly"})  # set-up and imports


def recipients(obj, transition):
    """Return the e-mail addresses for a step, sorted, each once, without the acting user."""
    if transition in NOT_MAILED:
        return []
    people = _releasers(obj) if transition in MAILED_TO_RELEASERS else _authors(obj)
    people.discard(api.user.get_current().getId())
    members = filter(None, (api.user.get(userid=user_id) for user_id in people))
    addresses = {member.getProperty("email", "") for member in members}
    return sorted(filter(None, addresses))


def _authors(obj):
    """Return who created the object, and who submitted it for review last."""
    history = obj.workflow_history.values()
    submitted = [step["actor"] for steps in history for step in steps if step["action"] == "submit"]
    return {*obj.listCreators()[:1], *submitted[-1:]}


def _releasers(obj):
    """Return who may release the object: by a role in the whole site, or locally on a container."""
    roles = api.portal.get_tool("acl_users").portal_role_manager
    principals = {principal[0] for principal in roles.listAssignedPrincipals(RELEASER)}
    for ancestor in aq_chain(aq_inner(obj)):
        local_roles = getattr(ancestor, "__ac_local_roles__", None) or {}
        principals |= {principal for principal, names in local_roles.items() if RELEASER in names}
    return {user for principal in principals for user in _users(principal)}


def _users(principal):
    """Return the user ids of a principal: a group's members, or the user."""
    group = api.group.get(groupname=principal)
    return group.getMemberIds() if group else [principal]
