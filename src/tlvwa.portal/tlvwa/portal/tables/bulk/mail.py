"""One message about a step that many records took together, to each person it concerns."""

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.workflow.transition.mail import post
from tlvwa.portal.workflow.transition.recipients import recipients

SUBJECT = _("${count} Zuständigkeiten: ${note}")


def notify_recipients(records, change):
    """Send each receiver the titles and addresses of the records that concern them."""
    if not change.step:
        return
    concerned = {}
    for record in records:
        for receiver in recipients(record, change.step):
            concerned.setdefault(receiver, []).append(record)
    for receiver, about in concerned.items():
        subject = say(SUBJECT, count=len(about), note=change.note)
        lines = [f"{record.Title()}\n{record.absolute_url()}" for record in about]
        post(receiver, subject, "\n\n".join(lines) + "\n")
