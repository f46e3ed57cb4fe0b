"""Plone's navigation around a page in JSON, which reads a dozen parameters."""

from plone.restapi.services.contextnavigation.get import ContextNavigation
from zExceptions import BadRequest, HTTPException
from ZODB.POSException import POSError

PREFIX = "expand.contextnavigation."


def context_navigation(
    self: ContextNavigation, expand: bool = False, prefix: str = PREFIX
) -> dict[str, object]:
    """Return the navigation. Raises ``BadRequest`` for parameters that it cannot be made with.

    Takes the place of ``ContextNavigation.__call__``.
    """
    try:
        return self._old___call__(expand, prefix)
    except (HTTPException, POSError):
        raise
    except Exception as reason:  # each parameter fails in its own way
        if any(name.startswith(prefix) for name in self.request.form):
            raise BadRequest(f"{prefix}…: the navigation cannot be made so.") from reason
        raise
