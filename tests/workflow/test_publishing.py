"""What a program makes and publishes, one by one or in one go."""

import pytest
import transaction
from plone import api
from plone.dexterity.utils import createContent
from zope.component import getUtility
from zope.intid.interfaces import IIntIds

from tlvwa.portal.workflow.publishing import add_many_published, create_published

from ..factories import DOG_TAX, JENA, authority, models, service

RECORD = "tlvwa.portal.Responsibility"


@pytest.fixture
def fields(portal):
    """Of three records, two of them with one title."""
    uid = service(portal, leika_keys=[DOG_TAX]).UID()
    return [
        {"title": title, "services": [uid], "areas": [JENA], "legal_basis": law}
        for title, law in (("Hund", "§ 1"), ("Hund", "§ 2"), ("Katze", "§ 3"))
    ]


def described(office):
    """The records in an authority, as objects, catalog and read models have them."""
    catalog = api.portal.get_tool("portal_catalog")
    transaction.commit()
    nodes = models().nodes
    return [
        (
            record.getId(),
            record.legal_basis,
            api.content.get_state(record),
            record.get_local_roles(),
            record.Creator(),
            getUtility(IIntIds).queryId(record) is not None,
            [brain.review_state for brain in catalog(UID=record.UID())],
            nodes[record.UID()].payload.record.legal_basis,
            nodes[record.UID()].public,
        )
        for record in office.objectValues()
    ]


def test_many_in_one_go_are_as_they_are_one_by_one(portal, fields):
    one_by_one, at_once = (authority(portal, name, area=JENA) for name in ("eins", "zwei"))
    for each in fields:
        create_published(one_by_one, RECORD, **each)
    added = add_many_published(at_once, [createContent(RECORD, **each) for each in fields])
    assert [record.getId() for record in added] == ["hund", "hund-1", "katze"]
    assert added[0].getPhysicalPath() == (*at_once.getPhysicalPath(), "hund")
    assert described(at_once) == described(one_by_one)


def test_the_container_is_told_once(portal, fields):
    from zope.component import getGlobalSiteManager, provideHandler
    from zope.container.interfaces import IContainerModifiedEvent

    office, told = authority(portal), []
    provideHandler(told.append, (IContainerModifiedEvent,))
    try:
        add_many_published(office, [createContent(RECORD, **each) for each in fields])
    finally:
        getGlobalSiteManager().unregisterHandler(told.append, (IContainerModifiedEvent,))
    assert [event.object.getId() for event in told] == ["amt"]
