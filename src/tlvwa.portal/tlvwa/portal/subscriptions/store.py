"""Who gets mails of which changes: kept beside the journal, in no catalog, told to nobody."""

from datetime import timedelta
from hashlib import sha256

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from persistent.mapping import PersistentMapping
from zope.component import queryUtility
from zope.interface import Interface, implementer

from tlvwa.portal.subscriptions.tokens import id_of, is_proof, new_id, new_token

MOST_TOKENS = 100  # of past mails whose link to unsubscribe still works
MOST_SUBJECTS = 50  # of one subscriber
MOST_PENDING, MOST_PENDING_OF_ONE = 10_000, 3


class ISubscriptions(Interface):
    """The subscriptions of one site."""


class Pending(Persistent):
    """What somebody asked for and has not confirmed: of whom no more is kept than this."""

    def __init__(self, address, subject, language, day, digest):
        self.address = address
        self.subject = subject
        self.language = language
        self.day = day
        self.digest = digest


class Subscriber(Persistent):
    """An address that was confirmed, and what it follows: the code of each subject with a number.

    The number is that of the last change that was known when it was confirmed, or last told.
    """

    def __init__(self, address, language):
        self.address = address
        self.language = language
        self.subjects = PersistentMapping()
        self.confirmed = PersistentMapping()
        self.digests = ()
        self.sent_on = self.reminded_on = None

    def remember(self, digest):
        """Keep the digest of a new token; those of the oldest are forgotten."""
        self.digests = (*self.digests, digest)[-MOST_TOKENS:]


@implementer(ISubscriptions)
class Subscriptions(Persistent):
    """Subscribers and what waits for confirmation, by id."""

    def __init__(self):
        self._subscribers = OOBTree()
        self._ids = OOBTree()  # by the digest of the address
        self._pending = OOBTree()

    def request(self, address, subject, language, day):
        """Keep what is to be confirmed: the token; ``None`` where it is too much."""
        own = sum(1 for each in self._pending.values() if same(each.address, address))
        if own >= MOST_PENDING_OF_ONE or len(self._pending) >= MOST_PENDING:
            return None
        identifier = new_id()
        token = new_token(identifier)
        self._pending[identifier] = Pending(address, subject, language, day, token.digest)
        return token.text

    def pending(self, token):
        """What a token confirms; ``None`` for any other text."""
        found = self._pending.get(id_of(token))
        return found if found is not None and is_proof(token, (found.digest,)) else None

    def confirm(self, token, number, day):
        """Subscribe what a token confirms, from the change after ``number`` on; its subject, or ``None``."""
        pending = self.pending(token)
        if pending is None:
            return None
        del self._pending[id_of(token)]
        subscriber = self.of_address(pending.address) or self._new(pending)
        if pending.subject not in subscriber.subjects and (
            len(subscriber.subjects) < MOST_SUBJECTS
        ):
            subscriber.subjects[pending.subject] = number
            subscriber.confirmed[pending.subject] = day
        subscriber.language = pending.language
        return pending.subject

    def of_address(self, address):
        """The subscriber with an address, or ``None``."""
        return self._subscribers.get(self._ids.get(_key(address), ""))

    def subscriber(self, token):
        """The subscriber who got a token, or ``None``."""
        found = self._subscribers.get(id_of(token))
        return found if found is not None and is_proof(token, found.digests) else None

    def token(self, subscriber):
        """A new token for a mail to a subscriber."""
        token = new_token(self._ids[_key(subscriber.address)])
        subscriber.remember(token.digest)
        return token.text

    def end(self, subscriber, subject=""):
        """End one subscription, or all; with the last one the address is forgotten."""
        if subject:
            subscriber.subjects.pop(subject, None)
            subscriber.confirmed.pop(subject, None)
        if not subject or not subscriber.subjects:
            self.forget(subscriber.address)

    def forget(self, address):
        """Delete all that is kept of an address; whether there was anything."""
        waiting = [key for key, each in self._pending.items() if same(each.address, address)]
        for key in waiting:
            del self._pending[key]
        identifier = self._ids.pop(_key(address), None)
        if identifier is not None:
            del self._subscribers[identifier]
        return bool(waiting) or identifier is not None

    def forget_unconfirmed(self, day, days):
        """Delete what was not confirmed within some days; the number."""
        before = day - timedelta(days=days)
        gone = [key for key, each in self._pending.items() if each.day < before]
        for key in gone:
            del self._pending[key]
        return len(gone)

    def subscribers(self):
        """All subscribers by id."""
        return list(self._subscribers.items())

    def counts(self):
        """How many subscribers, subscriptions, and requests that wait."""
        subscriptions = sum(len(each.subjects) for each in self._subscribers.values())
        return len(self._subscribers), subscriptions, len(self._pending)

    def _new(self, pending):
        identifier = new_id()
        subscriber = Subscriber(pending.address, pending.language)
        self._subscribers[identifier] = subscriber
        self._ids[_key(pending.address)] = identifier
        return subscriber


def same(one, other):
    """Whether two addresses are one."""
    return _key(one) == _key(other)


def _key(address):
    return sha256(address.strip().casefold().encode()).hexdigest()


def site_subscriptions():
    """The subscriptions of the current site; ``None`` without the add-on."""
    return queryUtility(ISubscriptions)
