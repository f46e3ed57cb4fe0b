"""The hosts that the operator names, in the environment of the web servers. Plain Python."""

import os
import re
from dataclasses import dataclass
from functools import cache

HOSTS = "TLVWA_HOSTS"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
USUAL_PORTS = ("", "80", "443")
# A name or an address of IPv4, without a dot at the end; an address of IPv6 in brackets.
NAME = r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)"
HOST = re.compile(rf"{NAME}(?::(?P<port>\d{{0,5}}))?")
ENTRY = re.compile(rf"{NAME}(?::(?P<port>\d{{1,5}}|\*))?(?P<path>(?:/[^/\s]+)*)/?", re.IGNORECASE)


@dataclass(frozen=True)
class Host:
    """A name with the port that was asked for; ``""`` if none was."""

    name: str
    port: str

    @property
    def is_loopback(self) -> bool:
        """True for the machine itself, which no other machine reaches by that name."""
        return self.name in LOOPBACK


@dataclass(frozen=True)
class KnownHost:
    """A name under which the site is reached; ``port`` ``*`` is any, ``path`` where the site begins."""

    name: str
    port: str
    path: str

    def covers(self, host: Host) -> bool:
        """True if the host that was asked for is this one."""
        if host.name != self.name:
            return False
        if self.port == "*" or (not self.port and host.is_loopback):
            return True
        return host.port == self.port or (not self.port and host.port in USUAL_PORTS)


@dataclass(frozen=True)
class KnownHosts:
    """The names under which the sites of this process are reached; without any, none was named."""

    entries: tuple[KnownHost, ...]

    def __contains__(self, host: Host) -> bool:
        return any(entry.covers(host) for entry in self.entries)

    def has_path(self, host: Host, path: str) -> bool:
        """True if the proxy may serve the site below a path of the host."""
        return any(entry.covers(host) and entry.path == path for entry in self.entries)


def parse_host(text: str) -> Host | None:
    """Return the host of a ``Host`` head; None for what is none."""
    match = HOST.fullmatch(text.strip().lower())
    return Host(match["name"], match["port"] or "") if match else None


def known_hosts() -> KnownHosts:
    """Return the hosts that the environment names: ``portal.example www.example:8443/dienste``."""
    return parse_known_hosts(os.environ.get(HOSTS, ""))


@cache
def parse_known_hosts(text: str) -> KnownHosts:
    """Return the hosts of a list, separated by spaces or commas. Raises ValueError for what is none."""
    entries = []
    for word in text.replace(",", " ").split():
        match = ENTRY.fullmatch(word)
        if match is None:
            raise ValueError(f"{HOSTS}: {word} is no host")
        entries.append(KnownHost(match["name"].lower(), match["port"] or "", match["path"]))
    return KnownHosts(tuple(entries))
