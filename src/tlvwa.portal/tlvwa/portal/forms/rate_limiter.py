"""How often one sender may send: plain Python, in memory, bounded; the clock is a parameter."""

import hashlib
from collections import OrderedDict, deque
from threading import Lock


class RateLimiter:
    """At most ``limit`` takes of one key in any ``seconds``; ``capacity`` keys are remembered.

    Times are seconds of a clock that does not run backwards. Keys that were silent the longest are
    forgotten first.
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
        """Take one of the key's turns: 0; none left: the seconds until the next, and nothing is taken."""
        with self._lock:
            taken = self._taken.setdefault(key, deque())
            self._taken.move_to_end(key)
            while taken and now - taken[0] >= self.seconds:
                taken.popleft()
            if len(taken) >= self.limit:
                return self.seconds - (now - taken[0])
            taken.append(now)
            while len(self._taken) > self.capacity:
                self._taken.popitem(last=False)
            return 0.0


def hashed_key(salt: bytes, address: str) -> str:
    """A key for an address that does not tell the address."""
    return hashlib.blake2b(address.encode(), key=salt, digest_size=16).hexdigest()
