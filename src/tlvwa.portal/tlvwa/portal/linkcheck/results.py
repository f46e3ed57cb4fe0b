"""What came of checking a link, and when to check it again. Plain Python; moments are aware datetimes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class LinkStatus(StrEnum):
    """What one check of a link found."""

    OK = "ok"
    MOVED = "moved"  # permanently; the new address answers
    REFUSED = "refused"  # to a program: somebody is there
    LATER = "later"  # asked to come again later
    PRIVATE = "private"  # in a network of our own: not asked
    GONE = "gone"
    SERVER_ERROR = "server_error"
    NO_HOST = "no_host"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    REDIRECTS = "redirects"  # in a circle, too many, or to no web address
    MALFORMED = "malformed"


FAILING = frozenset(LinkStatus) - {
    LinkStatus.OK,
    LinkStatus.MOVED,
    LinkStatus.REFUSED,
    LinkStatus.LATER,
    LinkStatus.PRIVATE,
}
TELLS_NOTHING = frozenset((LinkStatus.LATER, LinkStatus.PRIVATE))
FIRST_DAYS = 7  # in which a link that fails is checked every day
SOONER = 4  # then it is checked so many times as often as one that does not


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found: ``status`` of HTTP (0: none), where it moved to, and whom to ask when again.

    ``wait`` is the number of seconds the server asked for.
    """

    outcome: LinkStatus
    status: int = 0
    location: str = ""
    wait: int = 0


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is known of a link: the last check, and since when every check failed."""

    checked: datetime
    found: CheckResult
    failing_since: date | None = None
    not_before: datetime | None = None

    @property
    def fails(self) -> bool:
        """Whether it failed on two different days, and since then never succeeded."""
        since = self.failing_since
        return since is not None and since < self.checked.date()

    @property
    def moved(self) -> bool:
        """Whether it leads on to another address for good."""
        return self.found.outcome is LinkStatus.MOVED

    def due(self, days: int) -> datetime:
        """When to check it again, where a link that works is checked every ``days`` days."""
        since, checked = self.failing_since, self.checked
        wait = days
        if since is not None:
            early = checked.date() - since < timedelta(days=FIRST_DAYS)
            wait = 1 if early else max(1, days // SOONER)
        elif self.found.outcome is LinkStatus.LATER:
            wait = 1
        at = (checked + timedelta(days=wait)).replace(hour=0, minute=0, second=0, microsecond=0)
        return max(at, self.not_before) if self.not_before is not None else at


def state_after(
    before: LinkState | None, found: CheckResult, now: datetime, days: int
) -> LinkState:
    """What is known of a link after a check. What tells nothing leaves open whether it fails."""
    since = before.failing_since if before is not None else None
    if found.outcome in FAILING:
        since = since or now.date()
    elif found.outcome not in TELLS_NOTHING:
        since = None
    wait = min(found.wait, days * 86_400)
    return LinkState(now, found, since, now + timedelta(seconds=wait) if wait else None)
