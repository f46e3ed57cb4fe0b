"""Publishing by a program: set-up, imports."""

from plone import api

from tlvwa.portal.interfaces import IPortalContent


def publish(obj):
    """Publish an object that is not: content of ours without review, other content in its own way.

    Raises plone.api.exc.InvalidParameterError for those who may not.
    """
    ours = IPortalContent.providedBy(obj)
    api.content.transition(obj, transition="publish_directly" if ours else "publish")
