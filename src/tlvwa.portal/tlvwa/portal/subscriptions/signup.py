"""What a form asks for: the answer to the visitor is always the same, the mail tells the rest."""

from tlvwa.portal.common.i18n import current_language
from tlvwa.portal.common.settings import setting
from tlvwa.portal.subscriptions.digest import DAYS_TO_CONFIRM
from tlvwa.portal.subscriptions.mails import ask_to_confirm, tell_how_to_end, tell_known
from tlvwa.portal.subscriptions.store import site_subscriptions


def request_subscription(address, subject, models, day):
    """Ask somebody by mail to confirm that they want to follow a subject, in the language of the request."""
    subscriptions = site_subscriptions()
    subscriber = subscriptions.of_address(address)
    if subscriber is not None and subject.code in subscriber.subjects:
        if _may_remind(subscriber, day):
            tell_known(address, models, subject, subscriptions.token(subscriber))
        return
    token = subscriptions.request(address, subject.code, current_language(), day)
    if token is not None:
        days = setting("subscription_days", DAYS_TO_CONFIRM)
        ask_to_confirm(address, models, subject, token, days)


def request_end(address, day):
    """Send a subscriber the way to their subscriptions; to anybody else nothing is sent."""
    subscriptions = site_subscriptions()
    subscriber = subscriptions.of_address(address)
    if subscriber is not None and _may_remind(subscriber, day):
        tell_how_to_end(subscriber.address, subscriptions.token(subscriber))


def _may_remind(subscriber, day):
    """Whether a mail of this kind may go out: one a day, so that no form fills a mailbox."""
    if subscriber.reminded_on == day:
        return False
    subscriber.reminded_on = day
    return True
