"""The job that tells subscribers what changed: at most one mail a day to each."""

import logging

import transaction
from zExceptions import BadRequest, NotFound

from tlvwa.portal.changes.entry import ChangeSubject
from tlvwa.portal.changes.messages import ChangeFormatter
from tlvwa.portal.changes.store import site_changes
from tlvwa.portal.changes.visibility import known_subject, readable_entries
from tlvwa.portal.common.i18n import speaking
from tlvwa.portal.common.settings import setting
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.subscriptions.mails import tell_changes
from tlvwa.portal.subscriptions.store import site_subscriptions
from tlvwa.portal.workflow.transition.mail import sends_mail

log = logging.getLogger(__name__)

DAYS_TO_CONFIRM = 7
AT_ONCE = 25
MOST_LINES = 50


def send_digests(day):
    """Forget what was not confirmed, and send what is new; the number of mails.

    Mails go out as their batch is committed, with the note that they were sent: a server that cannot be
    reached keeps both back until the next time, an address that is refused costs its own mail alone.
    """
    subscriptions, store = site_subscriptions(), site_changes()
    if subscriptions is None:
        return 0
    subscriptions.forget_unconfirmed(day, setting("subscription_days", DAYS_TO_CONFIRM))
    if not sends_mail():
        return 0
    due = [each for _id, each in subscriptions.subscribers() if each.sent_on != day]
    sent, models = 0, site_snapshot()
    transaction.commit()  # what was done before does not depend on a mail server
    for start in range(0, len(due), AT_ONCE):
        batch = due[start : start + AT_ONCE]
        told = sum(_told(subscriptions, store, models, each, day) for each in batch)
        if told and not _committed():
            break
        sent += told
    return sent


def _committed():
    """Send what the transaction holds; ``False`` where the mail server or another writer was in the way."""
    try:
        transaction.commit()
    except Exception as error:  # whatever the mail server says: its words may name addresses
        transaction.abort()
        log.warning("mails to subscribers are kept for the next time: %s", type(error).__name__)
        return False
    return True


def _told(subscriptions, store, models, subscriber, day):
    """Write one subscriber's mail, if there is anything to tell; whether there was."""
    with speaking(subscriber.language):
        found = _new(store, models, subscriber, day)
        if found:
            shown = [teller.told(entry) for teller, entry in found[:MOST_LINES]]
            try:
                tell_changes(subscriber.address, shown, len(found), subscriptions.token(subscriber))
            except (
                Exception
            ) as error:  # one that no mail can be written to keeps nobody else waiting
                log.warning("a mail to a subscriber was not written: %s", type(error).__name__)
                return False
            for code in list(subscriber.subjects):
                subscriber.subjects[code] = store.number
            subscriber.sent_on = day
    return bool(found)


def _new(store, models, subscriber, day):
    """``(teller, entry)`` of what is new to a subscriber, each entry once, the newest first."""
    found = {}
    for code, number in subscriber.subjects.items():
        try:
            subject = known_subject(models, ChangeSubject.of(code), day)
        except (BadRequest, NotFound):
            continue  # not public today; perhaps again later
        teller = ChangeFormatter(models, day, subject)
        for entry in readable_entries(models, store, subject, day, after=number):
            found.setdefault(entry.id, (teller, entry))
    return sorted(found.values(), key=lambda each: each[1].noted, reverse=True)
