"""Markers and settings that belong to the whole add-on."""

from zope import schema
from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer

from tlvwa.portal.i18n import _


class IPortalLayer(IDefaultBrowserLayer):
    """Requests to a site that has the add-on installed."""


class IPortalContent(Interface):
    """Content of the add-on's types: public only where all that it lies in is."""


class IInAreas(Interface):
    """Content that says in ``areas`` where it holds: within the reach of the authority around it."""


class ISettings(Interface):
    """Settings of a site, kept in its registry; installing again leaves them as they are."""

    land = schema.ASCIILine(
        title=_("Land"),
        description=_("Schlüssel des Landes, für das die Website Auskunft gibt."),
        default="16",
    )
    topics = schema.List(
        title=_("Lebens- und Unternehmenslagen"),
        description=_("Je Zeile: Kurzname|Bezeichnung, in der Reihenfolge der Anzeige."),
        value_type=schema.TextLine(),
        required=False,
    )
