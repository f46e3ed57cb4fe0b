"""Refuses requests by the host and the path that they ask for. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tlvwa.portal.security.hosts.known import KnownHosts, parse_host

BASE, ROOT, BELOW = "VirtualHostBase", "VirtualHostRoot", "_vh_"
UNKNOWN_HOST = (
    "Unter diesem Namen gibt es hier keine Website.\n"
    "There is no website here of this name (TLVWA_HOSTS).\n"
)
UNKNOWN_PATH = "Diese Adresse gibt es hier nicht.\nThis address does not exist here.\n"


@dataclass(frozen=True)
class Refusal:
    """A status line, and what to tell the visitor."""

    status: str
    text: str


MISDIRECTED = Refusal("421 Misdirected Request", UNKNOWN_HOST)
NOT_FOUND = Refusal("404 Not Found", UNKNOWN_PATH)


@dataclass(frozen=True)
class VirtualHost:
    """What a proxy says of the address that the visitor asked for (Zope's *virtual hosting*)."""

    scheme: str
    host: str
    path: str


def refusal(environ: Mapping[str, Any], known: KnownHosts) -> Refusal | None:
    """Return why a request is refused before anything is looked up; None if it is not.

    Where no hosts are named, this machine is known, and what a proxy rewrites the path for.
    """
    names = _names(environ)
    if ".." in environ.get("PATH_INFO", "").split("/"):
        return NOT_FOUND  # browsers resolve it; it would lead out of the site
    if _is_rewritten_wrongly(names):
        return NOT_FOUND
    head, virtual = parse_host(_host_head(environ)), virtual_host(names)
    asked = parse_host(virtual.host) if virtual else head
    if asked is None or head is None:
        return MISDIRECTED
    is_ours = head.is_loopback or (virtual is not None and head.name == asked.name)
    if known.entries:
        # A proxy writes the same name, another of the list or that of this machine into the head.
        is_ours = asked in known and (is_ours or head in known)
    if not is_ours:
        return MISDIRECTED
    if virtual and virtual.path and known.entries and not known.has_path(asked, virtual.path):
        return NOT_FOUND
    return None


def scheme(environ: Mapping[str, Any]) -> str:
    """Return ``https`` or ``http``, as the visitor asked."""
    virtual = virtual_host(_names(environ))
    return virtual.scheme if virtual else environ.get("wsgi.url_scheme", "http")


def virtual_host(names: list[str]) -> VirtualHost | None:
    """Return what the path says of the visitor's address; None if no proxy rewrote it."""
    if len(names) < 3 or names[0] != BASE:
        return None
    below: list[str] = []
    if ROOT in names:
        for name in names[names.index(ROOT) + 1 :]:
            if not name.startswith(BELOW):
                break
            below.append(name.removeprefix(BELOW))
    return VirtualHost(names[1].lower(), names[2], "".join(f"/{name}" for name in below))


def _names(environ: Mapping[str, Any]) -> list[str]:
    """Return the steps of the path as Zope takes them."""
    names: list[str] = []
    for name in environ.get("PATH_INFO", "").split("/"):
        if name == "..":
            names = names[:-1]
        elif name not in ("", "."):
            names.append(name)
    return names


def _is_rewritten_wrongly(names: list[str]) -> bool:
    """True for rewriting that no proxy does: a visitor wrote it, instead of the proxy or once more."""
    if not {BASE, ROOT}.intersection(names):
        return any(name.startswith(BELOW) for name in names)
    if names[0] != BASE or len(names) < 3 or names[1].lower() not in ("http", "https"):
        return True
    if names.count(BASE) > 1 or names.count(ROOT) > 1:
        return True
    first = names.index(ROOT) + 1 if ROOT in names else len(names)
    below = [position for position, name in enumerate(names) if name.startswith(BELOW)]
    return below != list(range(first, first + len(below)))


def _host_head(environ: Mapping[str, Any]) -> str:
    return environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")
