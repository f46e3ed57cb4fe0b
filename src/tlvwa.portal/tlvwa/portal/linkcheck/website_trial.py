"""Tries the name of a website: under which address it can be reached, if under any. Plain Python."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from .results import CheckResult, LinkStatus

WWW = "www."
REACHED = frozenset((LinkStatus.OK, LinkStatus.MOVED, LinkStatus.REFUSED))


@dataclass(frozen=True, slots=True)
class WebsiteResult:
    """The address under which a website was reached, empty for none.

    ``is_later``: a server asked to come later, so nothing is decided.
    """

    address: str = ""
    is_later: bool = False


def addresses_of(address: str) -> tuple[str, ...]:
    """Return the addresses to try, in their order: https before http, as given before with or without www."""
    _scheme, _slashes, host = address.partition("://")
    other = host.removeprefix(WWW) if host.startswith(WWW) else f"{WWW}{host}"
    return tuple(f"{scheme}://{name}" for scheme in ("https", "http") for name in (host, other))


def try_website(address: str, check: Callable[[str], CheckResult]) -> WebsiteResult:
    """Return the first address of a website that answers.

    A server that refuses programs exists. One that leads permanently to another website is not the one
    that was meant.
    """
    is_later = False
    for candidate in addresses_of(address):
        result = check(candidate)
        if result.outcome is LinkStatus.LATER:
            is_later = True
        elif result.outcome in REACHED:
            reached = result.location or candidate
            if _site(reached) == _site(candidate):
                return WebsiteResult(reached)
    return WebsiteResult(is_later=is_later)


def _site(address: str) -> str:
    """Return the host of an address without www."""
    try:
        return (urlsplit(address).hostname or "").removeprefix(WWW)
    except ValueError:
        return ""
