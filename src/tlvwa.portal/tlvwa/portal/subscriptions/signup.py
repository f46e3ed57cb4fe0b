"""Requests from the forms: the page always says the same; only the mail says what is known."""

from datetime import date

from tlvwa.portal.changes.entry import ChangeSubject
from tlvwa.portal.common.i18n import current_language
from tlvwa.portal.common.settings import setting
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.subscriptions.digest import DAYS_TO_CONFIRM
from tlvwa.portal.subscriptions.mails import send_confirmation, send_known, send_manage_link
from tlvwa.portal.subscriptions.store import Subscriber, current_subscriptions


def request_subscription(
    address: str, subject: ChangeSubject, snapshot: Snapshot, day: date
) -> None:
    """Send the mail that asks to confirm a subscription, in the language of the request.

    A subscriber of this subject gets a mail that says so, at most one a day. Nothing is sent if too many
    requests wait for confirmation.
    """
    subscriptions = current_subscriptions()
    subscriber = subscriptions.of_address(address)
    if subscriber is not None and subject.code in subscriber.subjects:
        if _note_reminder(subscriber, day):
            send_known(address, snapshot, subject, subscriptions.token(subscriber))
        return
    token = subscriptions.request(address, subject.code, current_language(), day)
    if token is not None:
        days = setting("subscription_days", DAYS_TO_CONFIRM)
        send_confirmation(address, snapshot, subject, token, days)


def request_end(address: str, day: date) -> None:
    """Send a subscriber the address of their subscriptions; anybody else gets no mail."""
    subscriptions = current_subscriptions()
    subscriber = subscriptions.of_address(address)
    if subscriber is not None and _note_reminder(subscriber, day):
        send_manage_link(subscriber.address, subscriptions.token(subscriber))


def _note_reminder(subscriber: Subscriber, day: date) -> bool:
    """Note a mail to a subscriber; False if one was sent today: no form must fill a mailbox."""
    if subscriber.reminded_on == day:
        return False
    subscriber.reminded_on = day
    return True
