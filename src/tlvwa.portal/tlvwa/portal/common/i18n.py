"""Messages of the user interface: the message factory, and their text in the language of a request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message, MessageFactory

from tlvwa.portal.common.phrases import Phrase

DOMAIN = "tlvwa.portal"
_: Callable[..., str] = MessageFactory(DOMAIN)
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def using_language(language: str) -> Iterator[None]:
    """Give all messages in ``language``, whatever the language of the request: for mails."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def say(message: str, **parts: object) -> str:
    """Return a message in the language of the request, without one in German; ``parts`` fill its slots.

    A ``Phrase`` is translated too, with its parts. Any other text is returned as it is.
    """
    if isinstance(message, Phrase):
        parts = {name: say(part) for name, part in message.parts.items()}
        message = Message(message.message, DOMAIN)
    if parts:
        message = Message(message, mapping=parts)
    request = getRequest()
    language = _spoken.get() or ("de" if request is None else None)
    text: str = translate(message, context=request, target_language=language)
    return text


def current_language() -> str:
    """Return the language of ``speaking``, else that of the request, else that of the site."""
    request = getRequest()
    language: str | None = _spoken.get() or (request and request.get("LANGUAGE"))
    return language or str(api.portal.get_default_language())


def is_own_language(language: str) -> bool:
    """Whether a language is the site's own, in which its content is written."""
    return language == str(api.portal.get_default_language())


def content_language() -> str | None:
    """Return the language in which content is written; ``None`` if it is that of the request."""
    return None if is_own_language(current_language()) else str(api.portal.get_default_language())


def say_default(text: str | None) -> str:
    """Return a text that editors may change: translated as long as it is the add-on's own."""
    return say(Message(text, DOMAIN)) if text else ""
