"""How read models keep step: nothing aborted, nothing lost, one snapshot a request."""

import pytest
import transaction
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import system
from plone import api
from plone.app.testing import applyProfile
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.factory import addPloneSite
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite
from zope.globalrequest import getRequest

from tlvwa.portal.readmodels import journal as journal_module
from tlvwa.portal.readmodels.follower import build_snapshot, site_snapshot
from tlvwa.portal.readmodels.journal import IJournal, JournalOperation, site_journal

from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    JENA,
    authority,
    folder,
    is_followed,
    models,
    responsibility,
    service,
)
from .databases import elsewhere
from .object_loads import content_loads


@content_fixture
def dog_tax(portal):
    """A service, committed."""
    return service(portal, leika_keys=[DOG_TAX], coverage="land")


def retitled(obj, title):
    obj.title = title
    obj.reindexObject()


def test_a_committed_change_is_followed_and_not_rebuilt(portal, dog_tax):
    before = models()
    assert before.nodes[dog_tax.UID()].title == "hundesteuer"
    retitled(dog_tax, "Hund anmelden")
    transaction.commit()
    after = models()
    assert after.nodes[dog_tax.UID()].title == "Hund anmelden"
    assert is_followed(before, after)
    assert after.equals(build_snapshot(portal))


def test_an_aborted_change_never_enters_a_model(portal, dog_tax):
    before = models()
    retitled(dog_tax, "Entwurf")
    draft = service(portal, "nie-gespeichert", commit=False)
    uid = draft.UID()
    processQueue()
    assert site_journal().stamp != before.stamp
    during = models()
    assert during.nodes[dog_tax.UID()].title == "hundesteuer"
    assert uid not in during.nodes
    assert during.stamp == before.stamp
    transaction.abort()
    assert models().stamp == before.stamp

    retitled(dog_tax, "Hund anmelden")
    transaction.commit()
    after = models()
    assert after.nodes[dog_tax.UID()].title == "Hund anmelden"
    assert uid not in after.nodes
    assert after.equals(build_snapshot(portal))


def test_two_writers_conflict_on_the_number(portal):
    database = portal._p_jar.db()
    managers = [transaction.TransactionManager() for _ in range(2)]
    connections = [database.open(manager) for manager in managers]
    transaction.commit()
    try:
        journals = [
            connection.root()["Application"]["plone"].getSiteManager().getUtility(IJournal)
            for connection in connections
        ]
        number = journals[0].number
        for journal in journals:
            journal.append(JournalOperation.UPSERT, "a", "/plone/a")
        managers[0].commit()
        with pytest.raises(ConflictError) as caught:
            managers[1].commit()
        assert caught.value.oid == journals[1]._p_oid
        managers[1].abort()
        journals[1].append(JournalOperation.UPSERT, "a", "/plone/a")
        managers[1].commit()
        assert journals[1].number == number + 2
    finally:
        for manager, connection in zip(managers, connections, strict=True):
            manager.abort()
            connection.close()


def test_two_editors_at_once_and_the_retry(portal, dog_tax):
    other = service(portal, "wohngeld")
    models()

    def edit():
        retitled(dog_tax, "Hund anmelden")

    edit()
    elsewhere(lambda site: retitled(site["wohngeld"], "Wohngeld beantragen"))
    with pytest.raises(ConflictError):
        transaction.commit()
    transaction.abort()
    edit()
    transaction.commit()
    after = models()
    assert after.nodes[dog_tax.UID()].title == "Hund anmelden"
    assert after.nodes[other.UID()].title == "Wohngeld beantragen"
    assert after.equals(build_snapshot(portal))


def test_a_trimmed_journal_means_a_rebuild(portal, dog_tax, monkeypatch):
    monkeypatch.setattr(journal_module, "KEPT_ENTRIES", 3)
    before = models()
    for number in range(20):
        retitled(dog_tax, f"Fassung {number}")
        transaction.commit()
    assert site_journal().since(before.stamp) is None
    after = models()
    assert after.nodes[dog_tax.UID()].title == "Fassung 19"
    assert not is_followed(before, after)
    assert after.equals(build_snapshot(portal))


def test_a_request_keeps_one_snapshot(portal, dog_tax):
    assert getRequest() is not None
    first = site_snapshot()
    elsewhere(lambda site: retitled(site["hundesteuer"], "Hund anmelden"))
    transaction.begin()
    assert site_snapshot() is first
    assert models().nodes[dog_tax.UID()].title == "Hund anmelden"


def test_a_snapshot_is_never_changed(portal, dog_tax):
    before = models()
    kept = (
        dict(before.nodes),
        before.rulebook,
        before.service_index,
        dict(before.responsibilities_by_service),
    )
    amt = authority(portal, area=JENA)
    responsibility(amt, dog_tax)
    api.content.move(dog_tax, folder(portal, "leistungen"))
    transaction.commit()
    assert models() is not before
    assert kept == (
        dict(before.nodes),
        before.rulebook,
        before.service_index,
        dict(before.responsibilities_by_service),
    )


def test_a_new_gazetteer_means_new_models_of_the_same_nodes(portal, dog_tax):
    from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store

    before = models()
    store = gazetteer_store()
    assert store.write(table=store.table) is False
    lines = store.table.splitlines(keepends=True)
    assert store.write(table=store.table.replace("Jenalöbnitz", "Neulöbnitz"))
    assert len(lines) == len(store.table.splitlines())
    transaction.commit()
    with content_loads(portal) as loaded:
        after = models()
    assert dog_tax.getId() not in {obj.getId() for obj in loaded}
    assert after.nodes[dog_tax.UID()] is before.nodes[dog_tax.UID()]
    assert after.equals(build_snapshot(portal))
    assert after.gazetteer is not before.gazetteer
    assert after.gazetteer.area("160745015043").name == "Neulöbnitz"
    assert before.gazetteer.area("160745015043").name == "Jenalöbnitz"


@pytest.fixture
def second_site(portal):
    """Another Plone site beside the first, with the add-on and models of its own."""
    app = portal.__parent__
    addPloneSite(app, "zweite", title="Zweite", extension_ids=(), setup_content=False)
    applyProfile(app["zweite"], "tlvwa.portal:default")
    newSecurityManager(None, system)
    setSite(portal)
    transaction.commit()
    return app["zweite"]


def test_a_second_site_has_models_of_its_own(portal, second_site, dog_tax):
    setSite(second_site)
    other = service(second_site, "wohngeld")
    here = models()
    assert other.UID() in here.nodes
    assert dog_tax.UID() not in here.nodes
    assert here.equals(build_snapshot(second_site))
    both_in_one_request = [site_snapshot()]
    setSite(portal)
    both_in_one_request.append(site_snapshot())
    assert dog_tax.UID() in models().nodes
    assert other.UID() not in models().nodes
    there, here = both_in_one_request
    assert other.UID() in there.nodes
    assert other.UID() not in here.nodes
    assert dog_tax.UID() in here.nodes
    assert dog_tax.UID() not in there.nodes


def test_sites_with_the_same_areas_have_one_gazetteer(portal, second_site):
    here = models()
    assert build_snapshot(portal).gazetteer is here.gazetteer
    setSite(second_site)
    assert models().gazetteer is here.gazetteer


def test_a_change_goes_into_the_journal_of_its_own_site(portal, second_site, dog_tax):
    here, there = models(), second_site.getSiteManager().getUtility(IJournal).stamp
    setSite(second_site)
    retitled(dog_tax, "Hund anmelden")
    transaction.commit()
    assert site_journal().stamp == there
    setSite(portal)
    assert site_journal().stamp != here.stamp
    assert models().nodes[dog_tax.UID()].title == "Hund anmelden"
