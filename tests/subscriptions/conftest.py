"""A site that sends mails to a server of the tests, with something to follow."""

import pytest

from ..changes.conftest import note, world  # noqa: F401


@pytest.fixture
def mail(portal):
    """What a mail server received."""
    import transaction
    from plone import api

    from tlvwa.portal.forms.spam_protection import rate_limiter

    from ..mail_server import MailServer

    rate_limiter.cache_clear()
    with MailServer() as server:
        for name, value in (
            ("email_from_address", "portal@example.org"),
            ("email_from_name", "Portal"),
            ("site_title", "Das Portal"),
            ("smtp_host", server.server_address[0]),
            ("smtp_port", server.server_address[1]),
        ):
            api.portal.set_registry_record(f"plone.{name}", value)
        transaction.commit()
        yield server.messages


@pytest.fixture
def send(portal, clock):
    """Runs the job as of a day of November 2026; the number of mails."""
    import transaction

    from tlvwa.portal.common.clock import today
    from tlvwa.portal.subscriptions.digest import send_digests

    from ..factories import outside_a_request

    def send(day=25, hour=13):
        clock(2026, 11, day, hour)
        transaction.commit()
        sent = outside_a_request(lambda: send_digests(today()))
        transaction.commit()
        return sent

    return send


@pytest.fixture
def ordered(anybody, clock, mail):
    """Fills in the form and confirms: ``ordered(address, service=uid)``; the last response."""
    from .mail_client import confirm, order

    def ordered(address="a@example.org", root="", **subject):
        order(anybody, clock, address, root, **subject)
        return confirm(anybody, mail)

    return ordered
