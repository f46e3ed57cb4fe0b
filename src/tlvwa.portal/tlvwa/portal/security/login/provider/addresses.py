"""Addresses: those of a provider that are safe, and the pages of this site that a provider knows."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from plone import api

BACK, BACK_CHANNEL, AFTER_LOGOUT = "provider-callback", "provider-logout", "logged-out"


def site_address(name: str = "") -> str:
    """Return the address of the site, or of a page in it."""
    return f"{api.portal.get().absolute_url()}/{name}".rstrip("/")


def is_safe_address(address: str | None) -> bool:
    """True for an address with https; with http only if it is of this machine."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(parts.hostname))
    )


def is_issuer(address: str | None) -> bool:
    """True for a safe address without query, or nothing."""
    return not address or (is_safe_address(address) and not {"?", "#"} & set(address))


def _is_this_machine(host: str | None) -> bool:
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False
