"""Markers that belong to the whole add-on."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IPortalLayer(IDefaultBrowserLayer):
    """Requests to a site that has the add-on installed."""
