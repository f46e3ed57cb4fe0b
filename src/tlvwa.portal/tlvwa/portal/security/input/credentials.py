"""Heads with credentials that nobody can read."""

from ZPublisher.HTTPRequest import HTTPRequest


def basic_credentials(self: HTTPRequest) -> tuple[str, str] | None:
    """Return name and password of Basic authentication (RFC 7617); ``None`` for a head that is none.

    Takes the place of ``HTTPRequest._authUserPW``, which fails for it.
    """
    try:
        return self._old__authUserPW()
    except (ValueError, IndexError):  # no Base64, no text, no colon; nothing at all
        return None
