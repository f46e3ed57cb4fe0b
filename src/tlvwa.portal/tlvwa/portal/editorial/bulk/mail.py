"""One message about a step that many records took together, to each person it concerns."""

from tlvwa.portal.editorial.transition.concerned import addresses
from tlvwa.portal.editorial.transition.mail import post
from tlvwa.portal.i18n import _, say

SUBJECT = _("${count} Zuständigkeiten: ${note}")


def tell_together(records, change):
    """Send each receiver the titles and addresses of the records that concern them."""
    if not change.step:
        return
    concerned = {}
    for record in records:
        for receiver in addresses(record, change.step):
            concerned.setdefault(receiver, []).append(record)
    for receiver, about in concerned.items():
        subject = say(SUBJECT, count=len(about), note=change.note)
        lines = [f"{record.Title()}\n{record.absolute_url()}" for record in about]
        post(receiver, subject, "\n\n".join(lines) + "\n")
