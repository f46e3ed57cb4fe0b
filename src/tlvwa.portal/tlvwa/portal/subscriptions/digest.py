"""The job that sends digests of changes to subscribers: at most one mail a day to each."""

import logging
from datetime import date

import transaction
from zExceptions import BadRequest, NotFound

from tlvwa.portal.changes.entry import ChangeEntry, ChangeSubject
from tlvwa.portal.changes.messages import ChangeFormatter
from tlvwa.portal.changes.store import ChangeStore, site_changes
from tlvwa.portal.changes.visibility import known_subject, readable_entries
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import using_language
from tlvwa.portal.common.job import Job
from tlvwa.portal.common.mail import sends_mail
from tlvwa.portal.common.settings import setting
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.subscriptions.mails import send_digest
from tlvwa.portal.subscriptions.store import Subscriber, Subscriptions, site_subscriptions

log = logging.getLogger(__name__)

DAYS_TO_CONFIRM = 7
AT_ONCE = 25  # subscribers whose mails go out with one commit
MOST_LINES = 50  # changes that a mail lists


def send_digests(day: date) -> int:
    """Delete what was not confirmed, and send what is new; return the number of mails.

    Mails go out when their batch is committed, together with the note that they were sent: if the server
    cannot be reached, neither happens and the next run tries again. An address that is refused prevents
    only its own mail.
    """
    subscriptions, store = site_subscriptions(), site_changes()
    if subscriptions is None or store is None:
        return 0
    subscriptions.forget_unconfirmed(day, setting("subscription_days", DAYS_TO_CONFIRM))
    if not sends_mail():
        return 0
    due = [
        subscriber for _id, subscriber in subscriptions.subscribers() if subscriber.sent_on != day
    ]
    sent, snapshot = 0, site_snapshot()
    transaction.commit()  # the deletions do not depend on a mail server
    for start in range(0, len(due), AT_ONCE):
        batch = due[start : start + AT_ONCE]
        written = sum(
            _write_mail(subscriptions, store, snapshot, subscriber, day) for subscriber in batch
        )
        if written and not _commit():
            break
        sent += written
    return sent


def _commit() -> bool:
    """Commit, which sends the mails; False if the mail server failed or another writer conflicted."""
    try:
        transaction.commit()
    except Exception as error:  # of any kind; its text is not logged, for it may contain addresses
        transaction.abort()
        log.warning("mails to subscribers are kept for the next time: %s", type(error).__name__)
        return False
    return True


def _write_mail(
    subscriptions: Subscriptions,
    store: ChangeStore,
    snapshot: Snapshot,
    subscriber: Subscriber,
    day: date,
) -> bool:
    """Write one subscriber's mail if there are new entries; return whether it was written."""
    with using_language(subscriber.language):
        entries = _new_entries(store, snapshot, subscriber, day)
        if entries:
            changes = [formatter.message(entry) for formatter, entry in entries[:MOST_LINES]]
            try:
                send_digest(
                    subscriber.address, changes, len(entries), subscriptions.token(subscriber)
                )
            except Exception as error:  # the others still get theirs
                log.warning("a mail to a subscriber was not written: %s", type(error).__name__)
                return False
            for code in list(subscriber.subjects):
                subscriber.subjects[code] = store.number
            subscriber.sent_on = day
    return bool(entries)


def _new_entries(
    store: ChangeStore, snapshot: Snapshot, subscriber: Subscriber, day: date
) -> list[tuple[ChangeFormatter, ChangeEntry]]:
    """Return ``(formatter, entry)`` of what is new to a subscriber, each entry once, the newest first."""
    entries: dict[str, tuple[ChangeFormatter, ChangeEntry]] = {}
    for code, number in subscriber.subjects.items():
        try:
            subject = known_subject(snapshot, ChangeSubject.of(code), day)
        except (BadRequest, NotFound):
            continue  # not public today, perhaps later
        formatter = ChangeFormatter(snapshot, day, subject)
        for entry in readable_entries(snapshot, store, subject, day, after=number):
            entries.setdefault(entry.id, (formatter, entry))
    return sorted(entries.values(), key=lambda item: item[1].noted, reverse=True)


JOB = Job(
    order=60,
    report="{} Nachrichten an Abonnenten gesendet.",
    run=lambda: send_digests(today()),
)
