"""The cookie of Plone's status messages: anybody may write one, and every page reads it."""

from binascii import a2b_base64

from Products.statusmessages import adapter
from Products.statusmessages.message import Message


def decode_messages(value: str) -> list[Message]:
    """Return the messages in a cookie; none if it holds something else.

    Takes the place of ``adapter._decodeCookieValue``, which fails, so that there is neither a page nor an
    error page, or writes a traceback.
    """
    try:
        a2b_base64(value)
        messages: list[Message] = adapter._old__decodeCookieValue(value)
    except (ValueError, IndexError):
        return []
    return messages
