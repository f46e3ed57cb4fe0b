"""The message factory of the add-on's user interface, and its words in the language of a request."""

from contextlib import contextmanager
from contextvars import ContextVar

from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message, MessageFactory

from tlvwa.portal.common.phrases import Phrase

DOMAIN = "tlvwa.portal"
_ = MessageFactory(DOMAIN)
_spoken = ContextVar("spoken", default=None)


@contextmanager
def speaking(language):
    """Say everything in a language, whatever the request's is: for mails."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


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
    language = _spoken.get() or ("de" if request is None else None)
    return translate(message, context=request, target_language=language)


def current_language():
    """The language of the request, or that which is spoken; that of the site outside of both."""
    request = getRequest()
    asked = _spoken.get() or (request and request.get("LANGUAGE"))
    return asked or api.portal.get_default_language()


def is_own_language(language):
    """Whether a language is the site's own, in which its content is written."""
    return language == api.portal.get_default_language()


def content_language():
    """The language in which content is written; ``None`` where it is that of the request."""
    return None if is_own_language(current_language()) else api.portal.get_default_language()


def say_default(text):
    """A text that editors may change: translated as long as it is the one the add-on comes with."""
    return say(Message(text, DOMAIN)) if text else ""
