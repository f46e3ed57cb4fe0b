"""Add the places that could not be laid to a gazetteer that still has the places it came with."""

from dataclasses import replace

from Products.GenericSetup.tool import SetupTool

from tlvwa.portal.areas.table import load_thueringen, write_table
from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store, read_gazetteer_table


def add_unlaid_places(setup_tool: SetupTool) -> None:
    """Add the shipped unlaid places; where operators have imported others, the next import brings them."""
    data, shipped = read_gazetteer_table(), load_thueringen()
    if not data.unlaid and data.places == shipped.places:
        gazetteer_store().write(table=write_table(replace(data, unlaid=shipped.unlaid)))
