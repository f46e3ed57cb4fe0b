"""The hosts that texts of the current site may load something from."""

from urllib.parse import urlsplit

from plone import api

from tlvwa.portal.common.settings import setting
from tlvwa.portal.security.hosts.known import known_hosts
from tlvwa.portal.security.media.addresses import MediaHosts


def named_hosts() -> tuple[str, ...]:
    """Return the hosts that the settings name."""
    return tuple(host.strip().lower() for host in setting("media_hosts") or ())


def media_hosts() -> MediaHosts:
    """Return the hosts of the site itself and of its settings."""
    site = urlsplit(api.portal.get().absolute_url())
    own = {site.netloc.lower(), site.hostname or ""}
    for entry in known_hosts().entries:
        own |= {entry.name, f"{entry.name}:{entry.port}" if entry.port.isdecimal() else entry.name}
    return MediaHosts(frozenset(own), frozenset(named_hosts()))
