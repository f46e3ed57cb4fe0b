"""Which addresses a text may load something from, read as browsers read them. Plain Python."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

HOST_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+(?::\d{1,5})?")
# Addresses that hold a picture themselves. A drawing (SVG) could load more.
PICTURE = re.compile(r"data:image/(?:png|gif|jpe?g|webp|avif)[;,]", re.IGNORECASE)
# Browsers drop these anywhere in an address, and what is not printed at its ends.
DROPPED = str.maketrans("", "", "\t\n\r")
ENDS = "".join(map(chr, range(0x21)))
SCHEME = re.compile(r"([^/?#]*?):")
WEB = re.compile(r"(?:https?:)?/{2,}([^/?#]*)|https?:/?([^/?#]*)", re.IGNORECASE)
LINK_SCHEMES = (
    *("http", "https", "mailto", "tel", "callto", "sms", "geo"),
    *("ftp", "file", "webdav", "caldav"),
)


@dataclass(frozen=True)
class MediaHosts:
    """Hosts that texts may load something from: those of the site itself, and those of the settings."""

    own: frozenset[str]
    named: frozenset[str]

    def allow(self, address: str) -> bool:
        """Return whether a text may load what is at an address; relative ones are of the site itself."""
        text = normalize(address)
        if PICTURE.match(text):
            return True
        if match := WEB.match(text):
            host = (match[1] or match[2] or "").lower()
            insecure = text.lower().startswith("http:")
            return host in self.own or (host in self.named and not insecure)
        return not SCHEME.match(text)

    def allow_all(self, candidates: str) -> bool:
        """Return the same of all addresses of a ``srcset``."""
        return all(map(self.allow, split_candidates(candidates)))


def is_host(text: str) -> bool:
    """Return whether a line of the settings names a host, with a port or without."""
    return HOST_NAME.fullmatch(text) is not None


def normalize(address: str) -> str:
    """Return an address as browsers take it: without characters that they drop, with slashes."""
    return address.translate(DROPPED).strip(ENDS).replace("\\", "/")


def split_candidates(candidates: str) -> Iterable[str]:
    """Yield the addresses of a ``srcset``.

    A comma within an address is taken for its end: what follows is looked at as another address.
    """
    for candidate in re.split(r"[,\s]+", candidates):
        if candidate:
            yield candidate


def is_safe_link(address: str) -> bool:
    """Return whether a link leads to a page, a file, a mail or a telephone, and runs nothing."""
    match = SCHEME.match(normalize(address))
    return match is None or match[1].lower() in LINK_SCHEMES
