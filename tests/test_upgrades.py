"""Sites are upgraded, never made anew: a step adds what is missing and overwrites nothing."""

from plone import api

PROFILE = "tlvwa.portal:default"
BEFORE_SETTINGS = "20261123001"


def upgrade_from(portal, version):
    """Upgrade a site whose profile is at an older version."""
    setup = portal.portal_setup
    setup.setLastVersionForProfile(PROFILE, version)
    setup.upgradeProfile(PROFILE)


def test_the_steps_lead_to_the_version_of_the_profile(portal):
    upgrade_from(portal, BEFORE_SETTINGS)
    setup = portal.portal_setup
    installed = ".".join(setup.getLastVersionForProfile(PROFILE))
    assert installed == setup.getVersionForProfile(PROFILE)
    assert setup.listUpgrades(PROFILE) == []


def test_a_missing_setting_gets_its_default_and_the_others_keep_their_values(portal):
    registry = portal.portal_registry
    api.portal.set_registry_record("tlvwa.portal.confirm_within_days", 90)
    del registry.records["tlvwa.portal.links_days"]
    del registry.records["tlvwa.portal.search_counts"]
    upgrade_from(portal, BEFORE_SETTINGS)
    assert registry["tlvwa.portal.links_days"] == 30
    assert registry["tlvwa.portal.search_counts"] is True
    assert registry["tlvwa.portal.confirm_within_days"] == 90


def test_upgrading_twice_changes_nothing(portal):
    upgrade_from(portal, BEFORE_SETTINGS)
    values = {name: record.value for name, record in portal.portal_registry.records.items()}
    upgrade_from(portal, BEFORE_SETTINGS)
    assert {name: record.value for name, record in portal.portal_registry.records.items()} == values


def test_unlaid_places_come_to_a_gazetteer_with_the_shipped_places_only(portal):
    from dataclasses import replace

    from tlvwa.portal.areas.table import load_thueringen, write_table
    from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store, read_gazetteer_table

    shipped = load_thueringen()
    gazetteer_store().write(table=write_table(replace(shipped, unlaid=())))
    upgrade_from(portal, "20261127002")
    assert read_gazetteer_table() == shipped
    own = replace(shipped, unlaid=(), places=shipped.places[1:])
    gazetteer_store().write(table=write_table(own))
    upgrade_from(portal, "20261127002")
    assert read_gazetteer_table() == own
