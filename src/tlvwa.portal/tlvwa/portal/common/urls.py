"""Addresses of nodes, of the finder, and of other pages of the site."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlencode

from plone import api
from plone.dexterity.content import Container
from Products.CMFPlone.Portal import PloneSite
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common.i18n import _, current_language, is_own_language, say

FINDER = "zustaendigkeitsfinder"
CHANGES = "aenderungen"
REASON = "begruendung"
NOT_US = "nicht-zustaendig"
MUNICIPALITIES = "orte"
ATOM, JSON = f"{CHANGES}.atom", f"{CHANGES}.json"
ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"
FEEDS = ((ATOM, "Atom", ATOM_TYPE), (JSON, "JSON Feed", JSON_TYPE))
FIRST_PAGE = (
    "language-start"  # the view at the root of a site with several languages: redirects to one
)


class HasPath(Protocol):
    """Something at a path of the site, as a ``Node`` is."""

    @property
    def path(self) -> str: ...


def url_of(request: HTTPRequest, node: HasPath) -> str:
    """Return the public address of a node."""
    url: str = request.physicalPathToURL(node.path)
    return url


def root_url(language: str = "") -> str:
    """Return the root of the pages in ``language``, or in that of the request.

    For the site's own language this is the site itself.
    """
    site, language = api.portal.get().absolute_url(), language or current_language()
    return site if is_own_language(language) else f"{site}/{language}"


def has_root_folders() -> bool:
    """Whether the site has a root folder for each of its languages."""
    return api.portal.get_default_language() in api.portal.get()


def first_root(site: PloneSite) -> Container:
    """Return the container of the pages in the site's own language: a root folder, or the site."""
    return site.get(api.portal.get_default_language(), site)


def home_url(language: str = "") -> str:
    """Return the first page in ``language``, or in that of the request: its root folder or the site."""
    site, language = api.portal.get(), language or current_language()
    return f"{site.absolute_url()}/{language}" if language in site else site.absolute_url()


def finder_url(language: str = "", **parameters: object) -> str:
    """Return the address of the finder with parameters, in ``language`` or that of the request."""
    return _below_root(FINDER, language, parameters)


def changes_url(language: str = "", name: str = CHANGES, **parameters: object) -> str:
    """Return the address of the page of changes, or of the page or feed ``name`` beside it."""
    return _below_root(name, language, parameters)


def feed_links(**subject: str) -> list[dict[str, str]]:
    """Return the feeds of a subject (``area``, ``service``, ``authority``), for links to them."""
    return [
        {
            "url": changes_url(name=name, **subject),
            "format": format_name,
            "title": say(_("Änderungen (${format})"), format=format_name),
            "type": media_type,
        }
        for name, format_name, media_type in FEEDS
    ]


def reason_url(language: str = "", **parameters: object) -> str:
    """Return the address of the page with the reason of an answer, to be cited."""
    return _below_root(REASON, language, parameters)


def other_authorities_url(**parameters: object) -> str:
    """Return the address of the page of services that other authorities do."""
    return _below_root(NOT_US, "", parameters)


def municipality_url(name: str = "", language: str = "") -> str:
    """Return the address of the page of a municipality by its short name; without one, of their list."""
    return _below_root("/".join(filter(None, (MUNICIPALITIES, name))), language, {})


def with_query(address: str, /, **parameters: object) -> str:
    """Return an address with parameters; those that are empty or 0 are left out."""
    filled = {name: value for name, value in parameters.items() if value}
    return f"{address}?{urlencode(filled)}" if filled else address


def _below_root(page: str, language: str, parameters: Mapping[str, object]) -> str:
    return with_query(f"{root_url(language)}/{page}", **parameters)
