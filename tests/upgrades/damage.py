"""Damage that an upgrade could do, or leave: the comparison has to see each of them.

Each function damages a site and returns the name of the text that differs then.
"""

from plone import api

from tlvwa.portal.subscriptions.store import ISubscriptions

WORKFLOW = "tlvwa_publication_workflow"
SERVICE = "tlvwa.portal.Service"


def remove_record(portal):
    """A setting without a record."""
    del portal.portal_registry.records["tlvwa.portal.links_days"]
    return "registry tlvwa.portal.links_days"


def change_value(portal):
    """A setting that is not at its default, though nobody set it."""
    portal.portal_registry["tlvwa.portal.links_days"] = 31
    return "registry tlvwa.portal.links_days"


def change_permission_of_state(portal):
    """A state that lets fewer people see."""
    portal.portal_workflow[WORKFLOW].states["published"].setPermission("View", False, ("Manager",))
    return f"workflows/{WORKFLOW}/definition.xml"


def open_guard(portal):
    """A transition that everybody may take."""
    portal.portal_workflow[WORKFLOW].transitions["publish_directly"].guard = None
    return f"workflows/{WORKFLOW}/definition.xml"


def unbind_workflow(portal):
    """A type without its workflow."""
    portal.portal_workflow.setChainForPortalTypes([SERVICE], "simple_publication_workflow")
    return "workflows.xml"


def remove_behaviour(portal):
    """A type that lacks a behaviour."""
    information = portal.portal_types[SERVICE]
    information.behaviors = information.behaviors[:-1]
    return f"types/{SERVICE}.xml"


def remove_type(portal):
    """A type that is not there."""
    portal.portal_types.manage_delObjects([SERVICE])
    return f"types/{SERVICE}.xml"


def remove_role(portal):
    """A role that is not there."""
    portal.__ac_roles__ = tuple(role for role in portal.__ac_roles__ if role != "Leser")
    return "rolemap.xml"


def change_permission_of_site(portal):
    """A permission that others have."""
    portal.manage_permission("tlvwa.portal: Add Service", ["Manager"], 0)
    return "rolemap.xml"


def remove_index(portal):
    """A catalog without one of its indexes."""
    portal.portal_catalog.delIndex("effective")
    return "catalog.xml"


def remove_column(portal):
    """A catalog that lacks a column."""
    portal.portal_catalog.delColumn("effective")
    return "catalog.xml"


def remove_action(portal):
    """A control panel that cannot be reached."""
    panel = portal.portal_controlpanel
    ours = [
        number
        for number, action in enumerate(panel.listActions())
        if action.appId == "tlvwa.portal"
    ]
    panel.deleteActions(ours[:1])
    return "controlpanel.xml"


def remove_group(portal):
    """A group that is not there."""
    api.group.delete(groupname="leser")
    return "group leser"


def remove_store(portal):
    """A store that is not there."""
    manager = portal.getSiteManager()
    manager.unregisterUtility(manager.getUtility(ISubscriptions), ISubscriptions)
    return f"utility {ISubscriptions.__identifier__}"


DAMAGES = [
    *(remove_record, change_value, change_permission_of_state, open_guard, unbind_workflow),
    *(remove_behaviour, remove_type, remove_role, change_permission_of_site, remove_index),
    *(remove_column, remove_action, remove_group, remove_store),
]
