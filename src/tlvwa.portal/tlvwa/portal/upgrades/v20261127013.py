"""Let the catalog hold to the embargo."""

from plone import api
from Products.GenericSetup.tool import SetupTool

from tlvwa.portal.security.embargo.catalog import install_indexes


def index_public_days(setup_tool: SetupTool) -> None:
    """Index from when until when each object is public with all it lies in, and who sees it on other days."""
    install_indexes(api.portal.get_tool("portal_catalog"))
