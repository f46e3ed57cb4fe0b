"""Signed timestamps of when a form was opened. Plain Python.

A timestamp is ``seconds.nonce.signature``; the signature covers the moment, the nonce, which makes each
timestamp one of its kind, and the subject, to whom the form was shown.
"""

import hashlib
import hmac
from collections.abc import Iterable


def signed_timestamp(secret: str, subject: str, now: int, nonce: str) -> str:
    """Return the timestamp of a moment (seconds since 1970) for a subject; ``nonce`` has no dots."""
    signed = f"{now}.{nonce}"
    return f"{signed}.{_signature(secret, subject, signed)}"


def timestamp_moment(secrets: Iterable[str | None], subject: str, text: str) -> int | None:
    """Return the moment of a timestamp signed for the subject with one of the secrets.

    ``None`` for any other text.
    """
    signed, dot, signature = text.rpartition(".")
    seconds, second_dot, _nonce = signed.partition(".")
    if not (dot and second_dot and seconds.isascii() and seconds.isdecimal()) or len(seconds) > 15:
        return None
    given_signature = signature.encode("utf-8", "replace")
    # All secrets are tried, and each comparison takes the same time, whatever the text.
    matches = [
        hmac.compare_digest(_signature(secret, subject, signed).encode(), given_signature)
        for secret in secrets
        if secret
    ]
    return int(seconds) if any(matches) else None


def _signature(secret: str, subject: str, signed: str) -> str:
    text = f"{signed}|{subject}".encode("utf-8", "replace")
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
