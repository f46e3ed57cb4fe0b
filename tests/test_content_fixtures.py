"""Content that is made once: whole in each test, whatever other tests do with it."""

from types import SimpleNamespace

import pytest
import transaction

from tlvwa.portal.common.clock import now
from tlvwa.portal.readmodels.follower import build_snapshot

from .content_fixtures import content_fixture
from .factories import folder, models, service

made = []


@content_fixture
def place(portal):
    """A folder."""
    made.append("place")
    return folder(portal, "leistungen")


@content_fixture
def shelf(portal, place, clock):
    """Two services in the folder; it is noon on 25 November 2026."""
    clock(2026, 11, 25, 12)
    made.append("shelf")
    return SimpleNamespace(place=place, all=[service(place, name) for name in ("a", "b")])


@pytest.mark.parametrize("time", [1, 2, 3])
def test_what_a_test_commits_is_gone_after_it(portal, shelf, time):
    assert made == ["place", "shelf"]
    assert sorted(portal["leistungen"].objectIds()) == ["a", "b"]
    assert [each.title for each in shelf.all] == ["a", "b"]
    assert models().nodes[shelf.all[0].UID()].title == "a"
    shelf.all[0].title = f"neu {time}"
    service(shelf.place, "c")
    shelf.place.manage_delObjects(["b"])
    transaction.commit()


def test_a_test_gets_the_objects_of_its_own_connection(portal, shelf):
    assert shelf.place._p_jar is portal._p_jar
    assert shelf.all[1] == portal["leistungen"]["b"]


def test_the_clock_is_as_the_content_left_it(shelf):
    assert (now().year, now().day, now().hour) == (2026, 25, 12)


def test_other_content_is_not_there(portal, place):
    assert portal["leistungen"].objectIds() == []
    assert made.count("place") == 1


def test_models_are_those_of_a_rebuild(portal, shelf):
    assert models().equals(build_snapshot(portal))
