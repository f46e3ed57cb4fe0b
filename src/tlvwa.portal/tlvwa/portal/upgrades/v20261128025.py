"""Bring telephone numbers as a kind of field in forms."""

from Products.GenericSetup.tool import SetupTool

from tlvwa.portal.common.telephone_field import Telephone
from tlvwa.portal.upgrades.form_fields import kind_name, offer_in_forms, use_in_forms

TELEPHONE = kind_name(Telephone)


def upgrade(setup_tool: SetupTool) -> None:
    """Offer the field to those who make forms, and use it for the lines named ``telefon``."""
    offer_in_forms(TELEPHONE)
    use_in_forms(TELEPHONE, lambda field: field.get("name") == "telefon")
