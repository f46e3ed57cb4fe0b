"""Sites as earlier versions left them are upgraded, and are then as a fresh one, with their content."""

import transaction

from tlvwa.portal.changes.store import site_changes
from tlvwa.portal.ledger.counts import site_counts
from tlvwa.portal.linkcheck.store import site_links
from tlvwa.portal.readmodels.follower import build_snapshot
from tlvwa.portal.subscriptions.store import site_subscriptions

from ..factories import THUERINGEN, is_followed, models, outside_a_request, publish
from .comparison import description, differences, our_settings
from .conftest import PROFILE
from .content import BROKEN, SETTINGS, WORKING
from .content_state import (
    answers,
    content_of,
    found_services,
    old_permissions,
    stale_indexes,
    unindexed,
)
from .specimen import version_of

FIRST_VERSION = "20261123001"
# What every specimen answers, now and ever.
ANSWERS = {
    ("Hundesteuer", "Jena"): ("answered", "Stadt Jena"),
    ("Hundesteuer", "Gösen"): ("answered", "Landratsamt"),
    ("Hundesteuer", "Eisenberg"): ("answered", "Landratsamt"),
    ("Hundesteuer", "Weimar"): ("gap",),
    ("Marktstand", "Jena"): ("gap",),
}
SEARCHES = {"Wauwau": ["Hundesteuer"], "Nicht mehr": [], "Marktstand": ["Marktstand"]}


def test_specimen_is_named_after_the_version_it_has(specimen, upgraded):
    assert upgraded.version == version_of(specimen)


def test_upgraded_site_is_at_the_version_of_the_profile(old_site):
    setup = old_site.portal_setup
    installed = ".".join(setup.getLastVersionForProfile(PROFILE))
    assert installed == setup.getVersionForProfile(PROFILE)


def test_upgraded_site_is_set_up_as_a_fresh_one(old_site, fresh):
    assert differences(description(old_site), fresh) == []


def test_upgrade_leaves_every_setting_as_it_was(old_site, upgraded):
    kept = our_settings(old_site)
    assert {name: kept.get(name) for name in upgraded.settings} == upgraded.settings
    assert SETTINGS.items() <= kept.items()


def test_running_every_step_again_changes_nothing(old_site, fresh):
    old_site.portal_setup.setLastVersionForProfile(PROFILE, FIRST_VERSION)
    old_site.portal_setup.upgradeProfile(PROFILE)
    assert differences(description(old_site), fresh) == []


def test_every_content_object_is_indexed_and_nothing_else(old_site):
    assert len(content_of(old_site)) > 20
    assert unindexed(old_site) == set()


def test_object_that_is_not_indexed_is_seen(old_site):
    path = min(content_of(old_site))
    old_site.portal_catalog.uncatalog_object(path)
    assert unindexed(old_site) == {path}


def test_every_index_and_column_is_up_to_date(old_site):
    assert stale_indexes(old_site) == set()


def test_stale_index_is_seen(old_site):
    old_site["leistungen"]["hundesteuer"].title = "Andere Steuer"
    stale = {name for path, name in stale_indexes(old_site) if path.endswith("/hundesteuer")}
    assert {"sortable_title", "column Title"} <= stale


def test_every_object_has_the_permissions_of_its_state(old_site):
    assert old_permissions(old_site) == []


def test_old_permissions_are_seen(old_site):
    service = old_site["leistungen"]["hundesteuer"]
    service.manage_permission("View", ["Manager"], 0)
    assert old_permissions(old_site) == ["/".join(service.getPhysicalPath())]


def test_questions_are_answered_as_before(old_site, clock):
    clock(2026, 11, 26, 12)
    assert answers(ANSWERS) == ANSWERS
    assert {words: found_services(words) for words in SEARCHES} == SEARCHES


def test_models_that_follow_the_journal_equal_a_rebuild(old_site, clock):
    clock(2026, 11, 26, 12)
    before = models()
    publish(old_site["behoerden"]["eisenberg"]["zustaendig"])
    transaction.commit()
    followed = models()
    assert followed.stamp != before.stamp
    assert is_followed(before, followed)
    assert followed.equals(outside_a_request(build_snapshot, old_site))
    assert answers([("Hundesteuer", "Eisenberg")]) == {
        ("Hundesteuer", "Eisenberg"): ("answered", "Stadt Eisenberg")
    }


def test_what_is_stored_beside_the_content_is_read(old_site):
    assert {address: state.result.status for address, state in site_links().all().items()} == {
        WORKING: 200,
        BROKEN: 404,
    }
    assert [address for address, _state in site_links().troubled()] == [BROKEN]
    assert site_subscriptions().counts() == (1, 1, 1)
    assert [day.isoformat() for day, _counts in site_counts().days(THUERINGEN)] == [
        "2026-11-25",
        "2026-11-26",
    ]
    assert len(site_changes()) == 1
