"""Addresses of things in the read models and of the finder's states."""

from urllib.parse import urlencode

from plone import api

from tlvwa.portal.common.i18n import _, current_language, is_own_language, say

FINDER = "zustaendigkeitsfinder"
CHANGES = "aenderungen"
REASON = "begruendung"
NOT_US = "nicht-zustaendig"
ATOM, JSON = f"{CHANGES}.atom", f"{CHANGES}.json"
ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"
FEEDS = ((ATOM, "Atom", ATOM_TYPE), (JSON, "JSON Feed", JSON_TYPE))
FIRST_PAGE = "language-start"  # of a site with several languages: leads on to one of them


def url_of(request, node):
    """The public address of a node."""
    return request.physicalPathToURL(node.path)


def root_url(language=""):
    """Where the pages of a language, else of the request's, begin: the site itself for its own language."""
    site, language = api.portal.get().absolute_url(), language or current_language()
    return site if is_own_language(language) else f"{site}/{language}"


def has_root_folders():
    """Whether the site has a root folder for each of its languages."""
    return api.portal.get_default_language() in api.portal.get()


def first_root(site):
    """Where the pages of the site's own language lie: their root folder, or the site itself."""
    return site.get(api.portal.get_default_language(), site)


def home_url(language=""):
    """The first page in a language, else in the request's: of its root folder, where there is one."""
    site, language = api.portal.get(), language or current_language()
    return f"{site.absolute_url()}/{language}" if language in site else site.absolute_url()


def finder_url(language="", **parameters):
    """The address of a state of the finder, in the language of the request if none is named."""
    return _below_root(FINDER, language, parameters)


def changes_url(language="", name=CHANGES, **parameters):
    """The address of the page of changes, or of one that begins with its name, in a language likewise."""
    return _below_root(name, language, parameters)


def feed_links(**subject):
    """The feeds of a subject (``area``, ``service``, ``authority``): address, format, title, media type."""
    return [
        {
            "url": changes_url(name=name, **subject),
            "format": written,
            "title": say(_("Änderungen (${format})"), format=written),
            "type": media_type,
        }
        for name, written, media_type in FEEDS
    ]


def reason_url(language="", **parameters):
    """The address of the page that gives the reason of an answer, to be cited."""
    return _below_root(REASON, language, parameters)


def other_authorities_url(**parameters):
    """The address of the page that tells what the site's own authority does not do."""
    return _below_root(NOT_US, "", parameters)


def _below_root(page, language, parameters):
    given = {name: value for name, value in parameters.items() if value}
    query = f"?{urlencode(given)}" if given else ""
    return f"{root_url(language)}/{page}{query}"
