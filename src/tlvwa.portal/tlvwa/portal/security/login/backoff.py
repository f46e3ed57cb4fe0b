"""Delays after failures that grow: plain Python, in memory, of limited size; the clock is a parameter."""

from collections import OrderedDict
from math import log2
from threading import Lock
from typing import NamedTuple

CAPACITY = 10_000


class Failures(NamedTuple):
    """How many failures of a key are not forgotten, and when the last one was."""

    number: float
    last: float


class Backoff:
    """Counts failures of keys; after ``free`` ones each further one doubles the delay, up to ``longest``.

    One failure is forgotten in each ``forgiving`` seconds. ``capacity`` keys are remembered, those that
    failed last. Times are seconds of a monotonic clock.
    """

    def __init__(
        self, free: int, longest: float, forgiving: float, capacity: int = CAPACITY
    ) -> None:
        self.free = free
        self.longest = longest
        self.forgiving = forgiving
        self.capacity = capacity
        self._failures: OrderedDict[str, Failures] = OrderedDict()

    def __len__(self) -> int:
        return len(self._failures)

    def end_of_delay(self, key: str, now: float) -> float:
        """Return when the key may try again; a moment that has passed if it may now."""
        failures = self._failures.get(key)
        if failures is None or failures.number < self.free:
            return now
        return failures.last + min(self.longest, 2 ** (failures.number - self.free))

    def fail(self, key: str, now: float) -> None:
        """Count a failure."""
        before = self._failures.pop(key, Failures(0, now))
        most = self.free + log2(self.longest) + 1  # more would only be forgotten later
        number = max(0, before.number - (now - before.last) / self.forgiving)
        self._failures[key] = Failures(min(most, number + 1), now)
        if len(self._failures) > self.capacity:
            self._failures.popitem(last=False)

    def take_back(self, key: str) -> None:
        """Count one failure less."""
        failures = self._failures.get(key)
        if failures is not None:
            self._failures[key] = failures._replace(number=max(0, failures.number - 1))

    def forget(self, key: str) -> None:
        """Forget all failures of a key."""
        self._failures.pop(key, None)


class Attempts:
    """Attempts to log in, counted by account and address, by address, and by account.

    Delays of an account alone are short, and whoever was told how long to wait may try once afterwards,
    whatever others tried meanwhile: nobody is locked out by somebody who guesses with their name.
    """

    def __init__(self) -> None:
        self._of_pairs = Backoff(free=5, longest=15 * 60, forgiving=10 * 60)
        self._of_addresses = Backoff(free=20, longest=5 * 60, forgiving=3 * 60)
        self._of_accounts = Backoff(free=10, longest=60, forgiving=5 * 60)
        self._promises: OrderedDict[str, float] = OrderedDict()  # pair -> when it may try
        self._lock = Lock()

    def begin(self, account: str, address: str, now: float) -> float:
        """Return the seconds to wait; 0 begins an attempt, which counts as a failure until it succeeds."""
        pair = f"{account}|{address}"
        with self._lock:
            end = max(
                self._of_pairs.end_of_delay(pair, now),
                self._of_addresses.end_of_delay(address, now),
                self._promise(pair, account, now),
            )
            if end > now:
                return end - now
            self._promises.pop(pair, None)
            self._of_pairs.fail(pair, now)
            self._of_addresses.fail(address, now)
            self._of_accounts.fail(account, now)
            return 0

    def succeed(self, account: str, address: str) -> None:
        """Take back what the attempt that succeeded was counted as."""
        with self._lock:
            self._of_pairs.forget(f"{account}|{address}")
            self._of_addresses.take_back(address)
            self._of_accounts.take_back(account)

    def _promise(self, pair: str, account: str, now: float) -> float:
        """Return when a pair may try that waits for the delay of its account."""
        end = self._of_accounts.end_of_delay(account, now)
        if end <= now:
            return now
        promised = self._promises.setdefault(pair, end)
        if len(self._promises) > CAPACITY:
            self._promises.popitem(last=False)
        return promised
