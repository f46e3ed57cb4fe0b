"""One mail to each recipient about a step that many records took together."""

from collections.abc import Iterable

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.mail import send_mail
from tlvwa.portal.content.responsibility.schema import Responsibility
from tlvwa.portal.tables.bulk.change import FieldEdit
from tlvwa.portal.workflow.transition.recipients import recipients

SUBJECT = _("${count} Zuständigkeiten: ${note}")


def notify_recipients(records: Iterable[Responsibility], change: FieldEdit) -> None:
    """Send each recipient the titles and addresses of the records that concern them."""
    if not change.step:
        return
    records_by_receiver: dict[str, list[Responsibility]] = {}
    for record in records:
        for receiver in recipients(record, change.step):
            records_by_receiver.setdefault(receiver, []).append(record)
    for receiver, own_records in records_by_receiver.items():
        subject = say(SUBJECT, count=len(own_records), note=change.note)
        lines = [f"{record.Title()}\n{record.absolute_url()}" for record in own_records]
        send_mail(receiver, subject, "\n\n".join(lines) + "\n")
