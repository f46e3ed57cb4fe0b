"""Mails about workflow steps, sent when the transaction is committed, or not at all."""

import logging
from collections.abc import Iterable
from email.message import EmailMessage
from email.utils import formataddr

from plone import api
from plone.dexterity.content import DexterityContent
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from zope.component import adapter

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.workflow.transition.recipients import recipients

log = logging.getLogger(__name__)

SUBJECT = _("${state}: ${title}")
BODY = _(
    "${actor} hat den Zustand von „${title}“ geändert.\n\n"
    "Schritt: ${step}\n"
    "Neuer Zustand: ${state}\n"
    "Kommentar: ${comment}\n\n"
    "${url}\n"
)


@adapter(IPortalContent, IAfterTransitionEvent)
def notify_by_mail(obj: DexterityContent, event: IAfterTransitionEvent) -> None:
    """Send one message about a step to each person it concerns.

    A program that takes a step with many objects passes ``mailed_together`` and sends one message
    itself.
    """
    if event.transition is None or event.kwargs.get("mailed_together"):
        return
    receivers = recipients(obj, event.transition.id)
    if receivers:
        words = _words(obj, event)
        for receiver in receivers:
            send_mail(receiver, say(SUBJECT, **words), say(BODY, **words))


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


def _words(obj: DexterityContent, event: IAfterTransitionEvent) -> dict[str, str]:
    return {
        "actor": api.user.get_current().getProperty("fullname") or api.user.get_current().getId(),
        "title": obj.Title(),
        "step": event.transition.title,
        "state": event.new_state.title,
        "comment": (event.kwargs.get("comment") or "").strip() or "–",
        "url": obj.absolute_url(),
    }
