"""A site with the ready-made forms."""

import pytest


@pytest.fixture
def forms(portal):
    """The folder of the forms; nobody has sent anything yet."""
    import transaction
    from plone import api
    from plone.app.testing import applyProfile

    from tlvwa.portal.forms.guard import turns

    api.portal.set_registry_record("plone.email_from_address", "zentrale@example.org")
    api.portal.set_registry_record("plone.email_from_name", "Zentrale")
    applyProfile(portal, "tlvwa.portal:starter")
    transaction.commit()
    turns.cache_clear()
    return portal["formulare"]
