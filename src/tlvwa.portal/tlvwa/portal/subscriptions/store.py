"""The store of subscriptions: apart from journal and catalog, since addresses are personal."""

from collections.abc import MutableMapping
from datetime import date, timedelta
from hashlib import sha256

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from persistent.mapping import PersistentMapping
from zope.component import getUtility, queryUtility
from zope.interface import Interface, implementer

from tlvwa.portal.subscriptions.tokens import id_of, is_proof, new_id, new_token

MOST_TOKENS = 100  # of past mails whose link to unsubscribe still works
MOST_SUBJECTS = 50  # of one subscriber
MOST_PENDING, MOST_PENDING_OF_ONE = 10_000, 3


class ISubscriptions(Interface):
    """The subscriptions of one site."""


class Pending(Persistent):
    """A subscription that waits for confirmation; nothing else is stored of the person."""

    def __init__(self, address: str, subject: str, language: str, day: date, digest: str) -> None:
        self.address = address
        self.subject = subject
        self.language = language
        self.day = day
        self.digest = digest


class Subscriber(Persistent):
    """A confirmed address and its subjects: their codes with the number of a change.

    It is the number of the last change when the subject was confirmed, or when a mail was last sent.
    """

    def __init__(self, address: str, language: str) -> None:
        self.address = address
        self.language = language
        self.subjects: MutableMapping[str, int] = PersistentMapping()
        self.confirmed: MutableMapping[str, date] = PersistentMapping()
        self.digests: tuple[str, ...] = ()
        self.sent_on: date | None = None
        self.reminded_on: date | None = None

    def remember(self, digest: str) -> None:
        """Store the digest of a new token and drop the oldest over ``MOST_TOKENS``."""
        self.digests = (*self.digests, digest)[-MOST_TOKENS:]


@implementer(ISubscriptions)
class Subscriptions(Persistent):
    """Subscribers and pending subscriptions, by id."""

    def __init__(self) -> None:
        self._subscribers: MutableMapping[str, Subscriber] = OOBTree()
        self._ids: MutableMapping[str, str] = OOBTree()  # by the digest of the address
        self._pending: MutableMapping[str, Pending] = OOBTree()

    def request(self, address: str, subject: str, language: str, day: date) -> str | None:
        """Store a pending subscription and return its token; ``None`` if there are too many."""
        own = sum(
            1 for pending in self._pending.values() if is_same_address(pending.address, address)
        )
        if own >= MOST_PENDING_OF_ONE or len(self._pending) >= MOST_PENDING:
            return None
        identifier = new_id()
        token = new_token(identifier)
        self._pending[identifier] = Pending(address, subject, language, day, token.digest)
        return token.text

    def pending(self, token: str) -> Pending | None:
        """Return the pending subscription of a token; ``None`` for any other text."""
        pending = self._pending.get(id_of(token))
        return pending if pending is not None and is_proof(token, (pending.digest,)) else None

    def confirm(self, token: str, number: int, day: date) -> str | None:
        """Confirm a token: subscribe to changes after ``number``; return the subject, or ``None``."""
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

    def of_address(self, address: str) -> Subscriber | None:
        """Return the subscriber with an address, or ``None``."""
        return self._subscribers.get(self._ids.get(_key(address), ""))

    def subscriber(self, token: str) -> Subscriber | None:
        """Return the subscriber who got a token, or ``None``."""
        subscriber = self._subscribers.get(id_of(token))
        if subscriber is None or not is_proof(token, subscriber.digests):
            return None
        return subscriber

    def token(self, subscriber: Subscriber) -> str:
        """Return a new token for a mail to a subscriber."""
        token = new_token(self._ids[_key(subscriber.address)])
        subscriber.remember(token.digest)
        return token.text

    def end(self, subscriber: Subscriber, subject: str = "") -> None:
        """End one subscription, or all; with the last one the address is deleted."""
        if subject:
            subscriber.subjects.pop(subject, None)
            subscriber.confirmed.pop(subject, None)
        if not subject or not subscriber.subjects:
            self.delete(subscriber.address)

    def delete(self, address: str) -> bool:
        """Delete all that is stored of an address; return whether there was anything."""
        requests = [
            key
            for key, pending in self._pending.items()
            if is_same_address(pending.address, address)
        ]
        for key in requests:
            del self._pending[key]
        identifier = self._ids.pop(_key(address), None)
        if identifier is not None:
            del self._subscribers[identifier]
        return bool(requests) or identifier is not None

    def forget_unconfirmed(self, day: date, days: int) -> int:
        """Delete what was not confirmed within ``days`` before ``day``; return how many."""
        before = day - timedelta(days=days)
        expired = [key for key, pending in self._pending.items() if pending.day < before]
        for key in expired:
            del self._pending[key]
        return len(expired)

    def subscribers(self) -> list[tuple[str, Subscriber]]:
        """Return all subscribers as ``(id, subscriber)``."""
        return list(self._subscribers.items())

    def counts(self) -> tuple[int, int, int]:
        """Return the numbers of subscribers, subscriptions and pending requests."""
        subscriptions = sum(len(subscriber.subjects) for subscriber in self._subscribers.values())
        return len(self._subscribers), subscriptions, len(self._pending)

    def _new(self, pending: Pending) -> Subscriber:
        identifier = new_id()
        subscriber = Subscriber(pending.address, pending.language)
        self._subscribers[identifier] = subscriber
        self._ids[_key(pending.address)] = identifier
        return subscriber


def is_same_address(one: str, other: str) -> bool:
    """Whether two addresses are the same, whatever their case."""
    return _key(one) == _key(other)


def _key(address: str) -> str:
    return sha256(address.strip().casefold().encode()).hexdigest()


def current_subscriptions() -> Subscriptions:
    """Return the subscriptions of the current site. Raises ComponentLookupError without the add-on."""
    subscriptions: Subscriptions = getUtility(ISubscriptions)
    return subscriptions


def site_subscriptions() -> Subscriptions | None:
    """Return the subscriptions of the current site; ``None`` without the add-on."""
    subscriptions: Subscriptions | None = queryUtility(ISubscriptions)
    return subscriptions
