"""One message about a step that many records took together, to each person it concerns."""

from zope.globalrequest import getRequest
from zope.i18n import translate

from tlvwa.portal.editorial.transition.concerned import addresses
from tlvwa.portal.editorial.transition.mail import post
from tlvwa.portal.i18n import _

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
        words = _(SUBJECT, mapping={"count": len(about), "note": change.note})
        lines = [f"{record.Title()}\n{record.absolute_url()}" for record in about]
        post(receiver, translate(words, context=getRequest()), "\n\n".join(lines) + "\n")
