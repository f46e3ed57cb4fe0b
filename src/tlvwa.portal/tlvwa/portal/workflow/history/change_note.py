"""The comment of the version that a change will leave."""

from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

CHANGE_NOTE = "plone.app.versioningbehavior-changeNote"


def set_change_note(note):
    """Give the versions that the current request saves a comment."""
    IAnnotations(getRequest())[CHANGE_NOTE] = note
