"""Results of link checks, and when to check again. Plain Python; times are aware datetimes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class LinkStatus(StrEnum):
    """The outcome of one check of a link."""

    OK = "ok"
    MOVED = "moved"  # permanently; the new address answers
    REFUSED = "refused"  # by a server that does not answer programs: it exists
    LATER = "later"  # the server asks to come later
    PRIVATE = "private"  # in a private network: not requested
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
FIRST_DAYS = 7  # during which a failing link is checked every day
SOONER = 4  # later a failing link is checked this many times as often as a working one


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check: outcome, ``status`` of HTTP (0 without one), new address.

    ``wait`` is the number of seconds that the server asks to wait.
    """

    outcome: LinkStatus
    status: int = 0
    location: str = ""
    wait: int = 0


@dataclass(frozen=True, slots=True)
class LinkState:
    """The state of a link: its last check, and since when every check failed."""

    checked: datetime
    result: CheckResult
    failing_since: date | None = None
    not_before: datetime | None = None

    @property
    def fails(self) -> bool:
        """Whether it failed on two different days and has not worked since."""
        since = self.failing_since
        return since is not None and since < self.checked.date()

    @property
    def moved(self) -> bool:
        """Whether it is redirected to another address permanently."""
        return self.result.outcome is LinkStatus.MOVED

    def due(self, days: int) -> datetime:
        """Return when to check it again; a working link is checked every ``days`` days."""
        since, checked = self.failing_since, self.checked
        wait = days
        if since is not None:
            early = checked.date() - since < timedelta(days=FIRST_DAYS)
            wait = 1 if early else max(1, days // SOONER)
        elif self.result.outcome is LinkStatus.LATER:
            wait = 1
        # From midnight on: a daily run that is a little earlier than the last still finds it due.
        day = (checked + timedelta(days=wait)).replace(hour=0, minute=0, second=0, microsecond=0)
        return max(day, self.not_before) if self.not_before is not None else day


def state_after(
    before: LinkState | None, result: CheckResult, now: datetime, days: int
) -> LinkState:
    """Return the state of a link after a check; an outcome that tells nothing keeps ``failing_since``."""
    since = before.failing_since if before is not None else None
    if result.outcome in FAILING:
        since = since or now.date()
    elif result.outcome not in TELLS_NOTHING:
        since = None
    wait = min(result.wait, days * 86_400)
    return LinkState(now, result, since, now + timedelta(seconds=wait) if wait else None)
