"""State and last change of objects from the catalog's indexes, without loading objects."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate

from tlvwa.portal.common.clock import BERLIN
from tlvwa.portal.readmodels.payloads import Node

WORKFLOW = "tlvwa_publication_workflow"


class SiteCatalog:
    """The catalog data of the site, by the paths of nodes."""

    def __init__(self) -> None:
        self._catalog = api.portal.get_tool("portal_catalog")

    @property
    def titles(self) -> Sequence[tuple[str, str]]:
        """The workflow states as ``(id, title)``, in the order of the workflow's definition."""
        workflow = api.portal.get_tool("portal_workflow").getWorkflowById(WORKFLOW)
        request = getRequest()
        return [
            (state.getId(), translate(state.title, domain="tlvwa.portal", context=request))
            for state in workflow.states.objectValues()
        ]

    def state(self, node: Node) -> str:
        """Return the state's id; empty if this connection's catalog does not have the object yet."""
        return self._states.get(self._number(node), "")

    def moment(self, node: Node) -> int | None:
        """Return a number that grows with the moment of the last change, or ``None``."""
        return self._moments.get(self._number(node))

    def changed(self, node: Node) -> date | None:
        """Return the local day of the last change, or ``None``."""
        number = self._number(node)
        moment = self._catalog.getMetadataForRID(number)["modified"] if number is not None else None
        return moment.asdatetime().astimezone(BERLIN).date() if moment else None

    def _number(self, node: Node) -> int | None:
        number: int | None = self._catalog.getrid(node.path)
        return number

    @cached_property
    def _states(self) -> Mapping[int | None, str]:
        states: Mapping[int | None, str] = self._keys("review_state")
        return states

    @cached_property
    def _moments(self) -> Mapping[int | None, int]:
        moments: Mapping[int | None, int] = self._keys("modified")
        return moments

    def _keys(self, index: str) -> Any:
        """Return the keys of an index by the numbers of objects."""
        return self._catalog._catalog.getIndex(index).documentToKeyMap()
