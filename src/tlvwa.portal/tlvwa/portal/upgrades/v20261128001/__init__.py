"""Let sessions end on the server, and bring the settings of the log-in."""

from plone import api
from Products.GenericSetup.tool import SetupTool

from tlvwa.portal.security.login.provider.settings import LOGIN_PREFIX, ILoginSettings
from tlvwa.portal.security.login.sessions import use_keys_of_users

PROFILE = "profile-tlvwa.portal.upgrades:v20261128001"


def upgrade_login(setup_tool: SetupTool) -> None:
    """Sign the tickets of each account with a key of its own, from the next log-in on; add the settings."""
    use_keys_of_users(api.portal.get_tool("acl_users"))
    registry = api.portal.get_tool("portal_registry")
    registry.registerInterface(ILoginSettings, prefix=LOGIN_PREFIX)
    setup_tool.runAllImportStepsFromProfile(PROFILE)
