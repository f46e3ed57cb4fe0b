"""The comparison of sites is no empty promise: it sees what is wrong with a site, and only that."""

import pytest
import transaction

from .comparison import description, differences
from .damage import DAMAGES


@pytest.fixture(scope="module")
def undamaged(functional_session):
    """The description of a fresh site."""
    from ..layer import site

    with site() as portal:
        described = description(portal)
        transaction.abort()
    return described


def test_two_fresh_sites_do_not_differ(portal, undamaged):
    assert len(undamaged) > 100
    assert differences(description(portal), undamaged) == []


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_seen_where_it_was_done(damage, portal, undamaged):
    damaged = damage(portal)
    seen = differences(description(portal), undamaged)
    assert [line for line in seen if line.startswith(f"{damaged}: ")]


def test_difference_names_what_is_missing_and_what_is_too_much():
    one, other = {"a": "same\nold", "b": "same"}, {"a": "same\nnew", "b": "same", "c": "more"}
    assert differences(one, other) == ["a: -old", "a: +new", "c: +more"]
