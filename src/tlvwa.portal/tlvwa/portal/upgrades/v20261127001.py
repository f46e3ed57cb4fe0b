"""Register the fields of the settings anew.

A release that adds a setting needs nothing else: each missing field gets a record with its default.
"""

from plone import api
from Products.GenericSetup.tool import SetupTool

from tlvwa.portal.common.settings import PREFIX
from tlvwa.portal.controlpanels.search.schema import ISearchSettings
from tlvwa.portal.controlpanels.settings.schema import ISettings


def register_settings(setup_tool: SetupTool) -> None:
    """Add the records of settings that the site lacks; values that are there stay."""
    registry = api.portal.get_tool("portal_registry")
    for schema in (ISettings, ISearchSettings):
        registry.registerInterface(schema, prefix=PREFIX.rstrip("."))
