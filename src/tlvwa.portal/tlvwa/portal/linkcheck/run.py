"""One run over the links that are due: one at a time, each host seldom, all of it bounded. Plain Python."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from .results import CheckResult, LinkState, LinkStatus

NO_RESULTS: Mapping[str, LinkState] = {}


@dataclass(frozen=True, slots=True)
class Pace:
    """How a run goes easy on others: seconds between two requests to a host, links, seconds in all."""

    between: float = 3.0
    most: int = 500
    seconds: float = 600.0


def due(
    addresses: Iterable[str], known: Mapping[str, LinkState], now: datetime, days: int, most: int
) -> list[str]:
    """At most ``most`` addresses to check now: those never checked, then the longest overdue."""
    waiting = []
    for address in addresses:
        result = known.get(address)
        if result is None:
            waiting.append((False, now, address))
        elif result.due(days) <= now:
            waiting.append((True, result.due(days), address))
    return [address for _known, _due, address in sorted(waiting)[:most]]


class HostQueue:
    """When each host may be asked again. ``clock`` runs in seconds, ``sleep`` lets them pass."""

    def __init__(
        self, between: float, clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        self._between, self._clock, self._sleep = between, clock, sleep
        self._free: dict[str, float] = {}

    def free(self, host: str) -> float:
        """The moment from which the host may be asked."""
        return self._free.get(host, float("-inf"))

    def take(self, host: str) -> None:
        """Wait until the host may be asked, and take the turn."""
        wait = self.free(host) - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._free[host] = self._clock() + self._between


def run(
    addresses: Iterable[str],
    check: Callable[[str], CheckResult],
    turns: HostQueue,
    clock: Callable[[], float],
    seconds: float,
) -> Iterator[tuple[str, CheckResult]]:
    """Check addresses, the host that waited longest first, for at most ``seconds`` in all.

    A host that asks to come later is not asked again in this run. ``check`` takes the turns itself,
    as it may need several requests.
    """
    hosts: dict[str, deque[str]] = {}
    for address in addresses:
        hosts.setdefault(host_of(address), deque()).append(address)
    end = clock() + seconds
    while hosts:
        host = min(hosts, key=turns.free)
        if max(clock(), turns.free(host)) >= end:
            return
        address = hosts[host].popleft()
        found = check(address)
        yield address, found
        if not hosts[host] or found.wait or found.outcome is LinkStatus.LATER:
            del hosts[host]


def host_of(address: str) -> str:
    """The host of an address; the address itself where it has none."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
