"""Signed timestamps of when a form was opened. Plain Python.

A timestamp is ``seconds.signature``; the signature covers the moment and the subject, to whom the
form was shown.
"""

import hashlib
import hmac
from collections.abc import Iterable


def signed_timestamp(secret: str, subject: str, now: int) -> str:
    """Return the timestamp of a moment (seconds since 1970) for a subject."""
    return f"{now}.{_signature(secret, subject, str(now))}"


def timestamp_moment(secrets: Iterable[str | None], subject: str, text: str) -> int | None:
    """Return the moment of a timestamp signed for the subject with one of the secrets.

    ``None`` for any other text.
    """
    seconds, dot, signature = text.partition(".")
    if not dot or not (seconds.isascii() and seconds.isdecimal()) or len(seconds) > 15:
        return None
    given_signature = signature.encode("utf-8", "replace")
    # All secrets are tried, and each comparison takes the same time, whatever the text.
    matches = [
        hmac.compare_digest(_signature(secret, subject, seconds).encode(), given_signature)
        for secret in secrets
        if secret
    ]
    return int(seconds) if any(matches) else None


def _signature(secret: str, subject: str, seconds: str) -> str:
    text = f"{seconds}|{subject}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
