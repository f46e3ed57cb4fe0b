"""Markers that belong to the whole add-on."""

from collective.easyform.interfaces import IEasyFormLayer
from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer
from zope.schema.interfaces import IList


class IPortalLayer(IEasyFormLayer, IDefaultBrowserLayer):
    """Requests to a site that has the add-on installed; before easyform's, so that its pages are ours."""


class IPublicPage(Interface):
    """A view that is a public page wherever it is: editors see it in the public look, too."""


class IPortalContent(Interface):
    """Content of the add-on's types: public only where all that it lies in is."""


class IPublicationFile(Interface):
    """A further file of a publication: found only through the publication."""


class IHasAreas(Interface):
    """Content that says in ``areas`` where it holds: within the reach of the authority around it."""


class IPermittedAreas(IList):
    """The field of those areas: its form asks at once whether they are within reach."""
