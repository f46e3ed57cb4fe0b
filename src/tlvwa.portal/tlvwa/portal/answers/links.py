"""Addresses of things in the read models and of the finder's states."""

from urllib.parse import urlencode

from plone import api

FINDER = "zustaendigkeitsfinder"


def url_of(request, node):
    """The public address of a node."""
    return request.physicalPathToURL(node.path)


def finder_url(**parameters):
    """The address of a state of the finder; empty parameters are left out."""
    given = {name: value for name, value in parameters.items() if value}
    query = f"?{urlencode(given)}" if given else ""
    return f"{api.portal.get().absolute_url()}/{FINDER}{query}"
