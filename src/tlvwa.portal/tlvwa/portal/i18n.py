"""The message factory of the add-on's user interface."""

from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import MessageFactory

_ = MessageFactory("tlvwa.portal")


def told(message):
    """A message in the language of the request."""
    return translate(message, context=getRequest())
