"""Whatever editors do, the models follow, and come out as a rebuild would make them."""

from datetime import date

import pytest
import transaction
from DateTime import DateTime
from plone import api

from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.readmodels.follower import build_snapshot
from tlvwa.portal.readmodels.journal import site_journal

from ..content_fixtures import content_fixture
from ..factories import (
    ASSOCIATION,
    DOG_TAX,
    GOESEN,
    JENA,
    authority,
    folder,
    is_followed,
    models,
    online_service,
    publish,
    responsibility,
    service,
)


@content_fixture
def site(portal):
    """Folders for services and authorities, one of each, and the record between them."""
    services, offices = folder(portal, "leistungen"), folder(portal, "behoerden")
    dog_tax = service(services, leika_keys=[DOG_TAX], coverage="land")
    office = authority(offices, area=JENA)
    responsibility(office, dog_tax, areas=[ASSOCIATION])
    models()
    return portal


@pytest.fixture
def dog_tax(site):
    """The service."""
    return site["leistungen"]["hundesteuer"]


@pytest.fixture
def office(site):
    """The authority."""
    return site["behoerden"]["amt"]


def answered(service, area=GOESEN):
    """The UIDs of the offices that are responsible."""
    now = models()
    answer = now.resolver.answer(service.UID(), Location.area(area), today(), today(), {})
    return [outcome.target for outcome in answer.offices]


def followed(before):
    """The models after a commit, made by following and the same as a rebuild."""
    transaction.commit()
    after = models()
    assert after is not before
    assert is_followed(before, after)
    assert after.equals(build_snapshot(api.portal.get()))
    return after


def test_the_record_answers(dog_tax, office):
    assert answered(dog_tax) == [office.UID()]
    assert answered(dog_tax, JENA) == []


def test_an_edit(dog_tax, office):
    before = models()
    office["zustaendig"].areas = [JENA]
    office["zustaendig"].reindexObject()
    followed(before)
    assert answered(dog_tax) == []
    assert answered(dog_tax, JENA) == [office.UID()]


def test_an_authority_that_changes_its_own_area(dog_tax, office):
    office["zustaendig"].areas = []
    office["zustaendig"].reindexObject()
    transaction.commit()
    assert answered(dog_tax, JENA) == [office.UID()]
    before = models()
    office.area = ASSOCIATION
    office.reindexObject()
    followed(before)
    assert answered(dog_tax, JENA) == []
    assert answered(dog_tax) == [office.UID()]


def test_moving_a_folder(site, dog_tax, office):
    before = models()
    api.content.move(site["leistungen"], folder(site, "buerger", commit=False))
    after = followed(before)
    assert after.nodes[dog_tax.UID()].path == "/plone/buerger/leistungen/hundesteuer"
    assert answered(dog_tax) == [office.UID()]


def test_renaming_a_folder_twice_in_one_transaction(site, dog_tax):
    before = models()
    api.content.rename(site["leistungen"], "dienste")
    transaction.savepoint(optimistic=True)
    api.content.rename(site["dienste"], "angebote")
    after = followed(before)
    assert after.nodes[dog_tax.UID()].path == "/plone/angebote/hundesteuer"


def test_two_that_exchange_their_names(site, dog_tax):
    other = service(site["leistungen"], "wohngeld")
    before = models()
    transaction.savepoint(optimistic=True)
    for old, new in (("hundesteuer", "x"), ("wohngeld", "hundesteuer"), ("x", "wohngeld")):
        api.content.rename(site["leistungen"][old], new)
        transaction.savepoint(optimistic=True)
    after = followed(before)
    assert after.nodes[dog_tax.UID()].path.endswith("/wohngeld")
    assert after.nodes[other.UID()].path.endswith("/hundesteuer")


def test_moving_an_authority_with_its_records(site, dog_tax, office):
    parent = authority(site, "landratsamt", area=ASSOCIATION)
    before = models()
    api.content.move(office, parent)
    after = followed(before)
    assert after.nodes[office["zustaendig"].UID()].path == "/plone/landratsamt/amt/zustaendig"
    assert answered(dog_tax) == [office.UID()]


def test_moving_a_record_to_another_authority(site, dog_tax, office):
    other = authority(site, "landratsamt", area=ASSOCIATION)
    before = models()
    api.content.move(office["zustaendig"], other)
    followed(before)
    assert answered(dog_tax) == [other.UID()]


def test_deleting_a_service(dog_tax):
    before = models()
    uid = dog_tax.UID()
    api.content.delete(dog_tax)
    after = followed(before)
    assert uid not in after.nodes
    assert uid not in after.rulebook.services


def test_deleting_an_authority(dog_tax, office):
    before = models()
    gone = {office.UID(), office["zustaendig"].UID()}
    api.content.delete(office)
    after = followed(before)
    assert not gone & set(after.nodes)
    assert answered(dog_tax) == []


def test_deleting_a_folder_with_all_that_lies_in_it(site, dog_tax):
    before = models()
    uid = dog_tax.UID()
    api.content.delete(site["leistungen"])
    assert uid not in followed(before).nodes


def test_deleting_what_a_record_names(site, dog_tax, office):
    target = online_service(office)
    responsibility(
        office, dog_tax, name="x", role="online_service", target=target.UID(), areas=["16"]
    )
    before = models()
    assert _online(before, dog_tax) == [target.UID()]
    api.content.delete(target)
    assert _online(followed(before), dog_tax) == []


def _online(now, service):
    answer = now.resolver.answer(service.UID(), Location.area(GOESEN), today(), today(), {})
    return [outcome.target for outcome in answer.online_services]


def test_a_folder_that_expires_around_what_a_record_points_to(site, dog_tax, office):
    elsewhere = folder(site, "online")
    target = online_service(elsewhere)
    record = responsibility(
        office, dog_tax, name="x", role="online_service", target=target.UID(), areas=["16"]
    )
    before = models()
    assert before.records_by_responsibility[record.UID()][0].shown_to is None
    elsewhere.expiration_date = DateTime("2027-01-01 12:00:00 Europe/Berlin")
    elsewhere.reindexObject()
    assert followed(before).records_by_responsibility[record.UID()][0].shown_to == date(2027, 1, 1)


def test_a_copy_is_another_object(site, dog_tax, office):
    before = models()
    copy = api.content.copy(dog_tax, site, id="kopie")
    after = followed(before)
    assert copy.UID() != dog_tax.UID()
    assert after.nodes[copy.UID()].payload.definition.uid == copy.UID()
    assert after.nodes[copy.UID()].path == "/plone/kopie"
    assert after.nodes[dog_tax.UID()].path == "/plone/leistungen/hundesteuer"
    assert copy.UID() not in after.responsibilities_by_service


def test_a_copied_authority_brings_records_of_its_own(site, dog_tax, office):
    before = models()
    copy = api.content.copy(office, site, id="kopie")
    for obj in (copy, copy["zustaendig"]):
        publish(obj)
    after = followed(before)
    assert after.responsibilities_by_service[dog_tax.UID()] == {
        office["zustaendig"].UID(),
        copy["zustaendig"].UID(),
    }
    assert sorted(answered(dog_tax)) == sorted([office.UID(), copy.UID()])


def test_replaced_at_the_same_address_in_one_transaction(site, dog_tax):
    before = models()
    gone = dog_tax.UID()
    api.content.delete(dog_tax)
    new = service(site["leistungen"], commit=False)
    after = followed(before)
    assert gone not in after.nodes
    assert after.nodes[new.UID()].path == "/plone/leistungen/hundesteuer"


def test_made_and_deleted_in_one_transaction(site):
    before = models()
    passing = service(site, "voruebergehend", commit=False)
    uid = passing.UID()
    transaction.savepoint(optimistic=True)
    api.content.delete(passing)
    transaction.commit()
    assert uid not in models().nodes
    assert models().equals(build_snapshot(site))
    assert is_followed(before, models())


def test_rebuilding_the_catalog_changes_nothing(site, dog_tax):
    before = models()
    site.portal_catalog.clearFindAndRebuild()
    transaction.commit()
    after = models()
    assert after.equals(before)
    assert after.equals(build_snapshot(site))


def test_reading_registers_nothing_to_be_written(site):
    transaction.commit()
    number = site_journal().number
    models()
    build_snapshot(site)
    assert not site._p_jar._registered_objects
    assert site_journal().number == number
