"""Addresses in parameters and heads, as where somebody came from: one that is none is not of the site."""

from Products.CMFPlone.URLTool import URLTool


def is_url_in_portal(self: URLTool, url: str, context: object = None) -> bool:
    """Return whether an address is one of the site.

    Takes the place of ``URLTool.isURLInPortal``, which fails for what is no address (``http://[x``).
    """
    try:
        return bool(self._old_isURLInPortal(url, context))
    except ValueError:
        return False
