"""A site with the ready-made forms."""

import pytest

from ..content_fixtures import content_fixture


@content_fixture
def starter(portal):
    """A site that has just begun, with its forms."""
    from plone import api
    from plone.app.testing import applyProfile

    api.portal.set_registry_record("plone.email_from_address", "zentrale@example.org")
    api.portal.set_registry_record("plone.email_from_name", "Zentrale")
    applyProfile(portal, "tlvwa.portal:starter")
    return portal


@pytest.fixture
def forms(starter):
    """The folder of the forms; nobody has sent anything yet."""
    from tlvwa.portal.forms.spam_protection import rate_limiter

    rate_limiter.cache_clear()
    return starter["formulare"]


@pytest.fixture
def mail(forms):
    """What a mail server received."""
    import transaction
    from plone import api

    from ..mail_server import MailServer

    with MailServer() as server:
        api.portal.set_registry_record("plone.smtp_host", server.server_address[0])
        api.portal.set_registry_record("plone.smtp_port", server.server_address[1])
        transaction.commit()
        yield server.messages


@pytest.fixture
def later(clock):
    """Moves the clock: ``later(10)`` is ten seconds after noon."""
    from datetime import datetime, timedelta

    def later(seconds=10):
        moment = datetime(2026, 11, 24, 12) + timedelta(seconds=seconds)
        clock(*moment.timetuple()[:6])

    later(0)
    return later
