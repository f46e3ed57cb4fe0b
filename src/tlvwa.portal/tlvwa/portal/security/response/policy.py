"""Heads of a response. Plain Python; ``handler`` puts them on every response."""

from dataclasses import dataclass
from enum import Enum

Headers = list[tuple[str, str]]

# Who may show pages of ours in a frame; the one place to change for embedding elsewhere.
FRAME_ANCESTORS = "'self'"
REFERRER_POLICY = "strict-origin-when-cross-origin"
PRIVATE = "private, no-store"
# Geolocation is for „Mein Standort“.
PERMISSIONS = {"geolocation": "(self)"} | dict.fromkeys(
    (
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
        *("encrypted-media", "gyroscope", "hid", "idle-detection", "magnetometer"),
        *("microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-create"),
        *("publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
    ),
    "()",
)
PERMISSIONS_POLICY = ", ".join(f"{feature}={allowed}" for feature, allowed in PERMISSIONS.items())
TELLS_A_PRODUCT = ("x-powered-by", "server", "via", "x-aspnet-version")
# May hold scripts of its own when it is opened as a page.
ACTIVE_TYPES = ("image/svg+xml", "application/xml", "text/xml", "application/xslt+xml")
PAGES = ("text/html", "application/xhtml+xml")
INLINE = "'self' 'unsafe-inline'"


class Audience(Enum):
    """For whom a response was made; it decides how strict its pages are."""

    UNKNOWN = "no site was reached"
    PUBLIC = "somebody who is not logged in, on a site with the add-on"
    EDITORS = "somebody who is logged in, on a site with the add-on"
    MANAGEMENT = "Zope's own management pages"
    OTHER_SITE = "a site without the add-on"


@dataclass
class ResponseFacts:
    """What is known of a response when its heads are written; filled while it is made."""

    https: bool = False
    audience: Audience = Audience.UNKNOWN
    # Somebody is logged in, or the request holds what logs somebody in.
    is_private: bool = False
    is_static: bool = False
    # Hosts that editors' texts may show images, videos and frames from: ``https://video.example``.
    media_hosts: tuple[str, ...] = ()
    # Sources of what the page may have in its markup, see ``inline``.
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


def add_heads(headers: Headers, facts: ResponseFacts, hsts: str) -> Headers:
    """Return the heads of a response with those of the policy; ``hsts`` is used with https only.

    A stricter ``Referrer-Policy`` of the page stays.
    """
    kept = [(name, value) for name, value in headers if name.lower() not in TELLS_A_PRODUCT]
    present = {name.lower(): value for name, value in kept}
    content_type = present.get("content-type", "").partition(";")[0].strip().lower()
    is_download = present.get("content-disposition", "").lower().startswith("attachment")
    ours = {
        "Content-Security-Policy": content_security_policy(content_type, is_download, facts),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": present.get("referrer-policy", REFERRER_POLICY),
        "Permissions-Policy": PERMISSIONS_POLICY,
    }
    if FRAME_ANCESTORS == "'self'":
        ours["X-Frame-Options"] = "SAMEORIGIN"
    if facts.audience is not Audience.OTHER_SITE:
        ours["Cross-Origin-Opener-Policy"] = "same-origin"
    if facts.https and hsts:
        ours["Strict-Transport-Security"] = hsts
    if _is_for_one_reader(facts, present):
        ours["Cache-Control"] = PRIVATE
        ours["Cross-Origin-Resource-Policy"] = "same-origin"
        kept = [(name, value) for name, value in kept if name.lower() not in ("expires", "pragma")]
    replaced = {name.lower() for name in ours}
    return [(name, value) for name, value in kept if name.lower() not in replaced] + list(
        ours.items()
    )


def content_security_policy(content_type: str, is_download: bool, facts: ResponseFacts) -> str:
    """Return the policy for a response of a media type; a page to be downloaded is somebody's file."""
    if content_type in PAGES and not is_download:
        directives = _page_directives(facts)
    elif content_type == "application/pdf":
        # The browser's viewer is a page of its own, with styles and an embedded object.
        directives = {"default-src": "'self'", "object-src": "'self'", "style-src": INLINE}
    else:
        directives = {"default-src": "'none'"}
        if content_type in (*ACTIVE_TYPES, *PAGES):
            directives |= {"style-src": "'unsafe-inline'", "sandbox": ""}
    directives["frame-ancestors"] = FRAME_ANCESTORS
    if facts.https:
        directives["upgrade-insecure-requests"] = ""
    return "; ".join(f"{name} {value}".strip() for name, value in directives.items())


def _page_directives(facts: ResponseFacts) -> dict[str, str]:
    own = {"base-uri": "'self'", "object-src": "'none'", "form-action": "'self'"}
    if facts.audience is Audience.OTHER_SITE:
        return own  # what such a site loads is not for us to say
    media = " ".join(("'self'", *facts.media_hosts))
    strict = {
        "default-src": "'none'",
        "script-src": _with_hashes("'self'", facts.scripts),
        "style-src": _with_hashes("'self'", facts.styles),
        "img-src": f"{media} data:",
        "media-src": media,
        "frame-src": media,
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
    }
    if facts.audience is Audience.EDITORS:
        # Plone's list of a folder compiles templates; TinyMCE and Plone's patterns write style attributes,
        # and TinyMCE shows what is pasted as blobs.
        strict["script-src"] = _with_hashes("'self' 'unsafe-eval'", facts.scripts)
        strict["style-src"] = INLINE
        strict["img-src"] += " blob:"
        strict["worker-src"] = "'self'"
    elif facts.audience is Audience.MANAGEMENT:
        # Zope's management pages have handlers in their markup.
        strict |= {"script-src": INLINE, "style-src": INLINE}
    return strict | own


def _with_hashes(sources: str, hashes: tuple[str, ...]) -> str:
    return " ".join((sources, "'unsafe-hashes'", *hashes)) if hashes else sources


def _is_for_one_reader(facts: ResponseFacts, present: dict[str, str]) -> bool:
    if facts.audience is Audience.OTHER_SITE or facts.is_static:
        return False
    return facts.is_private or "set-cookie" in present
