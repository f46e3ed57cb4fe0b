"""Mail of the site, sent when the transaction is committed, or not at all."""

import logging
from collections.abc import Iterable
from email.message import EmailMessage
from email.utils import formataddr

from plone import api

log = logging.getLogger(__name__)


def send_mail(
    receiver: str, subject: str, body: str, headers: Iterable[tuple[str, str]] = ()
) -> None:
    """Send a message with the transaction if the site sends mail; ``headers`` are further ones."""
    if not sends_mail():
        log.info("no mail to anybody: the site sends none")
        return
    message = EmailMessage()
    name = api.portal.get_registry_record("plone.email_from_name", default="") or ""
    sender = api.portal.get_registry_record("plone.email_from_address")
    message["From"] = formataddr((name, sender))
    message["To"] = receiver
    message["Subject"] = " ".join(subject.split())
    for header, value in headers:
        message[header] = value
    message.set_content(body)
    api.portal.get_tool("MailHost").send(message)


def sends_mail() -> bool:
    """True if the site has a sender and a server for mail."""
    names = ("plone.email_from_address", "plone.smtp_host")
    return all(api.portal.get_registry_record(name, default=None) for name in names)
