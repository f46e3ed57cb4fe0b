"""One run over the due links: one at a time, with a pause for each host, limited. Plain Python."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from .results import CheckResult, LinkState, LinkStatus

NO_RESULTS: Mapping[str, LinkState] = {}


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits of a run: seconds between two requests to a host, number of links, seconds in all."""

    between: float = 3.0
    most: int = 500
    seconds: float = 600.0


def due_addresses(
    addresses: Iterable[str], states: Mapping[str, LinkState], now: datetime, days: int, most: int
) -> list[str]:
    """Return at most ``most`` addresses to check now: those never checked, then the longest overdue."""
    candidates = []
    for address in addresses:
        state = states.get(address)
        if state is None:
            candidates.append((False, now, address))
        elif state.due(days) <= now:
            candidates.append((True, state.due(days), address))
    return [address for _known, _due, address in sorted(candidates)[:most]]


class HostQueue:
    """When each host may be asked again; ``clock`` returns seconds, ``sleep`` waits for some."""

    def __init__(
        self, between: float, clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        self._between, self._clock, self._sleep = between, clock, sleep
        self._free: dict[str, float] = {}

    def free(self, host: str) -> float:
        """Return the time from which the host may be asked."""
        return self._free.get(host, float("-inf"))

    def take(self, host: str) -> None:
        """Wait until the host may be asked, and note the request."""
        wait = self.free(host) - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._free[host] = self._clock() + self._between


def run(
    addresses: Iterable[str],
    check: Callable[[str], CheckResult],
    queue: HostQueue,
    clock: Callable[[], float],
    seconds: float,
) -> Iterator[tuple[str, CheckResult]]:
    """Check addresses, those of the longest waiting host first, for at most ``seconds`` in all.

    A host that asks to come later is not asked again in this run. ``check`` calls ``queue.take``
    itself, since it may need several requests.
    """
    hosts: dict[str, deque[str]] = {}
    for address in addresses:
        hosts.setdefault(host_of(address), deque()).append(address)
    end = clock() + seconds
    while hosts:
        host = min(hosts, key=queue.free)
        if max(clock(), queue.free(host)) >= end:
            return
        address = hosts[host].popleft()
        result = check(address)
        yield address, result
        if not hosts[host] or result.wait or result.outcome is LinkStatus.LATER:
            del hosts[host]


def host_of(address: str) -> str:
    """Return the host of an address; the address itself if it has none."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
