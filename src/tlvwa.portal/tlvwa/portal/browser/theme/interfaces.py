"""Markers of the theme."""

from zope.interface import Interface


class IPublicPage(Interface):
    """A view that is a public page wherever it is: editors see it in the public look, too."""
