"""The message factory of the add-on's user interface, and its words in the language of a request."""

from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import MessageFactory

_ = MessageFactory("tlvwa.portal")


def say(message):
    """A message in the language of the request, German outside of one; another text as it is."""
    return translate(message, context=getRequest())
