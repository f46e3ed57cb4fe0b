"""Installing into an empty site, uninstalling, and installing again."""

import pytest
import transaction
from AccessControl.SecurityManagement import newSecurityManager
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.base.utils import get_installer
from plone.browserlayer.utils import registered_layers
from Products.CMFPlone.factory import addPloneSite
from zope.component import queryUtility
from zope.component.hooks import setSite

from .content_fixtures import content_fixture
from .factories import (
    DOG_TAX,
    JENA,
    THUERINGEN,
    authority,
    models,
    public_form,
    publish,
    responsibility,
    service,
)
from .http_client import Visitor, manager
from .layer import PASSWORD

PACKAGE = "tlvwa.portal"
TYPES = frozenset(
    f"tlvwa.portal.{name}"
    for name in (
        *("Authority", "Campaign", "FundingProgramme", "OnlineService", "Portal"),
        *("Publication", "Reform", "Responsibility", "Signpost"),
        *("Service", "ServiceForm", "Specialisation", "TextVariant"),
    )
)
WORKFLOW, FORMS = "tlvwa_publication_workflow", "tlvwa_form_workflow"
PAGES = ("", "leistungen", "amt", "hundesteuer", "@@search?SearchableText=Hund", "sitemap")


@pytest.fixture
def empty(portal):
    """A site without the add-on, beside the other."""
    app = portal.__parent__
    profiles = ("plone.app.contenttypes:default", "plonetheme.barceloneta:default")
    german = {"default_language": "de", "setup_content": False}
    addPloneSite(app, "leer", title="Leer", extension_ids=profiles, **german)
    transaction.commit()
    setSite(app["leer"])
    newSecurityManager(None, app.acl_users.getUser(SITE_OWNER_NAME).__of__(app.acl_users))
    return app["leer"]


@content_fixture
def with_content(portal):
    """A site with the add-on and some content of it."""
    dog_tax = service(portal, leika_keys=[DOG_TAX], topics=["tiere"])
    responsibility(authority(portal, area=JENA), dog_tax)
    api.portal.set_registry_record("tlvwa.portal.topics", ["tiere|Tiere"])
    transaction.commit()
    return portal


def install(portal):
    assert get_installer(portal, portal.REQUEST).install_product(PACKAGE)
    transaction.commit()


def uninstall(portal):
    assert get_installer(portal, portal.REQUEST).uninstall_product(PACKAGE)
    transaction.commit()


def our_types(portal):
    return {name for name in portal.portal_types.objectIds() if name.startswith("tlvwa.")}


def test_an_empty_site_is_left_alone_until_it_is_installed(empty):
    assert not get_installer(empty, empty.REQUEST).is_product_installed(PACKAGE)
    assert our_types(empty) == set()
    assert Visitor(empty).get("zustaendigkeitsfinder").status_int == 404
    assert Visitor(empty).get("@areas", "application/json", q="Jena").status_int == 404
    api.content.create(empty, "Document", "seite")
    transaction.commit()


def test_installing_from_the_control_panel(empty):
    panel = manager(empty).get("prefs_install_products_form").text
    assert "Zuständigkeitsfinder (tlvwa.portal)" in panel
    assert "tlvwa.portal:demo" not in panel
    assert "Inhalte zum Ausprobieren" not in panel
    install(empty)
    assert get_installer(empty, empty.REQUEST).is_product_installed(PACKAGE)
    assert our_types(empty) == TYPES
    visitor = Visitor(empty)
    assert visitor.get("zustaendigkeitsfinder").status_int == 200
    assert visitor.json("@areas", q="Jena")["items"][0]["key"] == JENA
    assert api.portal.get_registry_record("tlvwa.portal.land") == THUERINGEN


def test_the_default_profile_brings_no_content(portal):
    assert portal.contentIds() == []
    assert [node.path for node in models().nodes.values()] in ([], ["/plone"])


def test_the_demo_is_a_profile_of_its_own_and_hidden(portal):
    profiles = portal.portal_setup.listProfileInfo()
    named = {profile["id"] for profile in profiles if profile["product"] == PACKAGE}
    assert named == {f"{PACKAGE}:{name}" for name in ("default", "demo", "starter", "uninstall")}
    installer = get_installer(portal, portal.REQUEST)
    assert installer.get_install_profile(PACKAGE)["id"] == f"{PACKAGE}:default"
    assert installer.get_uninstall_profile(PACKAGE)["id"] == f"{PACKAGE}:uninstall"


def test_the_browser_layer(portal):
    from tlvwa.portal.interfaces import IPortalLayer

    assert IPortalLayer in registered_layers()


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_type_has_the_workflow(portal, name):
    expected = FORMS if name.endswith("ServiceForm") else WORKFLOW
    assert portal.portal_workflow.getChainFor(name) == (expected,)
    assert portal.portal_types[name].Title()


def test_a_draft_is_private_and_goes_public_only_by_publishing(portal):
    draft = service(portal, publish=False)
    assert api.content.get_state(draft) == "draft"
    assert "Anonymous" not in [
        role["name"] for role in draft.rolesOfPermission("View") if role["selected"]
    ]
    with api.env.adopt_user("editor"), pytest.raises(api.exc.InvalidParameterError):
        publish(draft)
    publish(draft)
    assert api.content.get_state(draft) == "published"


def test_uninstalling_an_unused_add_on_leaves_nothing(portal):
    uninstall(portal)
    assert our_types(portal) == set()
    assert WORKFLOW not in portal.portal_workflow.objectIds()
    assert not [name for name in TYPES if portal.portal_workflow.getChainFor(name) == (WORKFLOW,)]
    registry = portal.portal_registry
    assert [name for name in registry.records if "tlvwa" in name] == []
    for name in ("plone.types_not_searched", "plone.displayed_types"):
        assert not TYPES & set(registry[name])


def test_uninstalling_leaves_easyform_as_it_was(portal):
    uninstall(portal)
    assert "tlvwa.portal.public_form" not in portal.portal_types["EasyForm"].behaviors
    assert portal.portal_workflow.getChainFor("EasyForm") == ("simple_publication_workflow",)


def test_forms_stay_what_they_are_after_uninstalling(portal):
    public_form(portal, publish=False)
    uninstall(portal)
    assert portal.portal_workflow.getChainFor("EasyForm") == (FORMS,)
    assert Visitor(portal).get("form").status_int == 302
    publish = portal.portal_workflow.doActionFor
    publish(portal["form"], "publish_directly")
    transaction.commit()
    assert Visitor(portal).get("form").status_int == 200


def test_uninstalling_takes_journal_and_gazetteer_out_of_the_site(portal):
    from tlvwa.portal.ledger.counts import ILedgerCounts
    from tlvwa.portal.readmodels.gazetteer_store import IGazetteerStore
    from tlvwa.portal.readmodels.journal import IJournal

    uninstall(portal)
    assert queryUtility(ILedgerCounts) is None
    assert queryUtility(IJournal) is None
    assert queryUtility(IGazetteerStore) is None
    assert not [record for record in _records_beneath(portal.getSiteManager()) if PACKAGE in record]


def _records_beneath(manager):
    """The database records of the site manager: what refers to other objects is not followed."""
    storage = manager._p_jar.db().storage
    parts = (manager, manager.adapters, manager.utilities, manager._utility_registrations)
    return [
        storage.load(part._p_oid)[0].decode("latin-1")
        for part in parts
        if getattr(part, "_p_oid", None)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_uninstalling_leaves_a_working_site_with_its_content(with_content, page):
    api.content.create(with_content, "Folder", "leistungen", title="Leistungen")
    publish(with_content["leistungen"])
    uninstall(with_content)
    assert Visitor(with_content).get(page).status_int == 200
    assert Visitor(with_content, "editor", PASSWORD).get(page).status_int == 200


def test_uninstalling_keeps_what_the_content_needs(with_content):
    uninstall(with_content)
    assert our_types(with_content) == TYPES
    assert api.content.get_state(with_content["hundesteuer"]) == "published"
    with_content["hundesteuer"].title = "Hund anmelden"
    with_content["hundesteuer"].reindexObject()
    transaction.commit()
    allowed = [fti.getId() for fti in with_content.allowedContentTypes()]
    assert not TYPES & set(allowed), "an uninstalled type is offered"
    assert Visitor(with_content).get("zustaendigkeitsfinder").status_int == 404


def test_drafts_stay_private_after_uninstalling(with_content):
    service(with_content, "entwurf", publish=False)
    uninstall(with_content)
    visitor = Visitor(with_content)
    assert visitor.get("entwurf").status_int == 302
    assert visitor.json("@search", SearchableText="entwurf")["items"] == []


def test_installing_again_finds_everything(with_content):
    before = models()
    uninstall(with_content)
    install(with_content)
    after = models()
    assert after.stamp.journal != before.stamp.journal
    assert after.equals(before)
    assert api.portal.get_registry_record("tlvwa.portal.topics") == ["tiere|Tiere"]
    allowed = [fti.getId() for fti in with_content.allowedContentTypes()]
    assert "tlvwa.portal.Service" in allowed
    assert Visitor(with_content).get("zustaendigkeitsfinder").status_int == 200


def test_applying_the_profile_again_overwrites_nothing(with_content):
    api.portal.set_registry_record("tlvwa.portal.land", "15")
    before = models()
    with_content.portal_setup.runAllImportStepsFromProfile("profile-tlvwa.portal:default")
    transaction.commit()
    assert api.portal.get_registry_record("tlvwa.portal.land") == "15"
    assert api.portal.get_registry_record("tlvwa.portal.topics") == ["tiere|Tiere"]
    assert models().stamp.journal == before.stamp.journal
    assert models().equals(before)
