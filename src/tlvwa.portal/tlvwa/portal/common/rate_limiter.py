"""A rate limiter by sender: plain Python, in memory, of limited size; the clock is a parameter."""

import hashlib
from collections import OrderedDict, deque
from threading import Lock


class RateLimiter:
    """At most ``limit`` takes of one key in any ``seconds``; ``capacity`` keys are remembered.

    Times are seconds of a monotonic clock. The keys that were used least recently are removed first.
    """

    def __init__(self, limit: int, seconds: float, capacity: int = 10_000) -> None:
        if limit < 1 or seconds <= 0 or capacity < 1:
            raise ValueError("limit, seconds and capacity are positive")
        self.limit = limit
        self.seconds = seconds
        self.capacity = capacity
        self._taken: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._taken)

    def take(self, key: str, now: float) -> float:
        """Take once for a key and return 0; at the limit take nothing and return the seconds to wait."""
        with self._lock:
            times = self._taken.setdefault(key, deque())
            self._taken.move_to_end(key)
            while times and now - times[0] >= self.seconds:
                times.popleft()
            if len(times) >= self.limit:
                return self.seconds - (now - times[0])
            times.append(now)
            while len(self._taken) > self.capacity:
                self._taken.popitem(last=False)
            return 0.0


def hashed_key(salt: bytes, address: str) -> str:
    """Return a key for an address from which the address cannot be read."""
    return hashlib.blake2b(address.encode(), key=salt, digest_size=16).hexdigest()
