"""Let sessions end on the server."""

from plone import api
from Products.GenericSetup.tool import SetupTool

from tlvwa.portal.security.login.sessions import use_keys_of_users


def upgrade_login(setup_tool: SetupTool) -> None:
    """Sign the tickets of each account with a key of its own, from the next log-in on."""
    use_keys_of_users(api.portal.get_tool("acl_users"))
