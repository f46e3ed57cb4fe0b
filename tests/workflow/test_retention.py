"""Old versions go when their time is over; the newest stays."""

from datetime import timedelta

import transaction
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from tlvwa.portal.common.clock import today
from tlvwa.portal.workflow.retention import delete_old_versions

from ..content_fixtures import content_fixture
from ..factories import JENA, authority


@content_fixture
def office(portal):
    """An authority with three versions, all of today."""
    office = authority(portal, area=JENA)
    for town in ("Jena", "Weimar", "Gera"):
        office.town = town
        office.portal_repository.save(office, comment=town)
    notify(ObjectModifiedEvent(office))
    transaction.commit()
    return office


def towns(office):
    """What the kept versions say, the oldest first."""
    history = office.portal_repository.getHistory(office, oldestFirst=True, countPurged=False)
    return [each.object.town for each in history]


def days(number):
    api.portal.set_registry_record("tlvwa.portal.history_days", number)


def test_nothing_is_deleted_unless_a_time_is_set(office):
    before = towns(office)
    assert delete_old_versions(today() + timedelta(days=9999)) == 0
    assert towns(office) == before


def test_what_is_younger_stays(office):
    days(30)
    before = towns(office)
    assert delete_old_versions(today() + timedelta(days=29)) == 0
    assert towns(office) == before


def test_what_is_older_goes_but_for_the_newest(office):
    days(30)
    before = towns(office)
    assert delete_old_versions(today() + timedelta(days=31)) == len(before) - 1
    transaction.commit()
    assert towns(office) == before[-1:]
    assert delete_old_versions(today() + timedelta(days=31)) == 0
    office.town = "Suhl"
    office.portal_repository.save(office, comment="weiter")
    assert towns(office) == [*before[-1:], "Suhl"]
