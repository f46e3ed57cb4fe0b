"""State and last change of objects from the catalog's indexes, without loading objects."""

from functools import cached_property

from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate

from tlvwa.portal.readmodels.nodes import BERLIN

WORKFLOW = "tlvwa_publication_workflow"


class SiteCatalog:
    """The catalog data of the site, by the paths of nodes."""

    def __init__(self):
        self._catalog = api.portal.get_tool("portal_catalog")

    @property
    def titles(self):
        """The workflow states as ``(id, title)``, in the order of the workflow's definition."""
        workflow = api.portal.get_tool("portal_workflow").getWorkflowById(WORKFLOW)
        request = getRequest()
        return [
            (state.getId(), translate(state.title, domain="tlvwa.portal", context=request))
            for state in workflow.states.objectValues()
        ]

    def state(self, node):
        """Return the state's id; empty if this connection's catalog does not have the object yet."""
        return self._states.get(self._number(node), "")

    def moment(self, node):
        """Return a number that grows with the moment of the last change, or ``None``."""
        return self._moments.get(self._number(node))

    def changed(self, node):
        """Return the local day of the last change, or ``None``."""
        number = self._number(node)
        moment = self._catalog.getMetadataForRID(number)["modified"] if number is not None else None
        return moment.asdatetime().astimezone(BERLIN).date() if moment else None

    def _number(self, node):
        return self._catalog.getrid(node.path)

    @cached_property
    def _states(self):
        return self._catalog._catalog.getIndex("review_state").documentToKeyMap()

    @cached_property
    def _moments(self):
        return self._catalog._catalog.getIndex("modified").documentToKeyMap()
