"""A site with some public content, whose changes were looked at once."""

import pytest

from ..content_fixtures import content_fixture


def noting(clock):
    """Runs the job as of a day: ``note(25)`` is 25 November 2026; the number of changes noted."""
    import transaction

    from tlvwa.portal.changes.detect import detect_changes
    from tlvwa.portal.common.clock import now

    from ..factories import outside_a_request

    def note(day=25, hour=12):
        clock(2026, 11, day, hour)
        transaction.commit()
        noted = outside_a_request(lambda: detect_changes(now()))
        transaction.commit()
        return noted

    return note


@pytest.fixture
def note(portal, clock):
    """Runs the job as of a day."""
    return noting(clock)


@content_fixture
def world(portal, clock):
    """A dog tax for the whole district, by an office; known, so that nothing of it is told."""
    from types import SimpleNamespace

    from ..factories import DOG_TAX, SAALE_HOLZLAND, authority, responsibility, service

    hund = service(portal, title="Hundesteuer", leika_keys=[DOG_TAX])
    office = authority(portal, title="Landratsamt", area=SAALE_HOLZLAND, phones=[])
    rule = responsibility(office, hund)
    assert noting(clock)() == 0
    return SimpleNamespace(portal=portal, service=hund, office=office, rule=rule)
