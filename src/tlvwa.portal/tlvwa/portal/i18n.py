"""The message factory of the add-on's user interface, and its words in the language of a request."""

from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message, MessageFactory

from tlvwa.portal.areas.phrases import Phrase

DOMAIN = "tlvwa.portal"
_ = MessageFactory(DOMAIN)


def say(message, **parts):
    """A message in the language of the request, German outside of one; ``parts`` fill its slots.

    A phrase of a plain-Python room is said the same way. Any other text is itself.
    """
    if isinstance(message, Phrase):
        parts = {name: say(part) for name, part in message.parts.items()}
        message = Message(message.message, DOMAIN)
    if parts:
        message = Message(message, mapping=parts)
    request = getRequest()
    return translate(message, context=request, target_language="de" if request is None else None)


def say_default(text):
    """A text that editors may change: translated as long as it is the one the add-on comes with."""
    return say(Message(text, DOMAIN)) if text else ""
