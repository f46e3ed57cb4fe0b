"""Addresses of the built style sheet and fonts, which change with the content of the files."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

RESOURCES = "++resource++tlvwa.portal.theme"
PRELOADED_FONTS = ("fira-sans-latin-400-normal.woff2", "fira-sans-latin-600-normal.woff2")


@cache
def built_file_digest(name):
    """Return a short digest of a built file. Raises FileNotFoundError without a build."""
    content = (files("tlvwa.portal.browser.theme") / "built" / name).read_bytes()
    return sha256(content).hexdigest()[:10]


def resource_url(portal_url, name):
    """Return the address of a built file."""
    return f"{portal_url}/{RESOURCES}/{name}"


def asset_url(portal_url, name):
    """Return the address of a built file with its digest, so that it may be cached for good."""
    return f"{resource_url(portal_url, name)}?v={built_file_digest(name)}"
