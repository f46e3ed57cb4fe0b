"""Mails about steps of the workflow."""

from plone import api
from plone.dexterity.content import DexterityContent
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from zope.component import adapter

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.mail import send_mail
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.workflow.transition.recipients import recipients

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


def _words(obj: DexterityContent, event: IAfterTransitionEvent) -> dict[str, str]:
    return {
        "actor": api.user.get_current().getProperty("fullname") or api.user.get_current().getId(),
        "title": obj.Title(),
        "step": event.transition.title,
        "state": event.new_state.title,
        "comment": (event.kwargs.get("comment") or "").strip() or "–",
        "url": obj.absolute_url(),
    }
