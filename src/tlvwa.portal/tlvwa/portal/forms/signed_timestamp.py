"""When a form was opened, signed, so that what comes back tells it: plain Python.

A stamp is ``seconds.signature``; the signature is over the moment and whom the form was shown to.
"""

import hashlib
import hmac
from collections.abc import Iterable


def signed_timestamp(secret: str, subject: str, now: int) -> str:
    """The stamp of a moment (seconds since 1970) for a subject."""
    return f"{now}.{_signature(secret, subject, str(now))}"


def timestamp_moment(secrets: Iterable[str | None], subject: str, text: str) -> int | None:
    """The moment of a stamp that one of the secrets signed for the subject; ``None`` for any other text."""
    written, dot, signature = text.partition(".")
    if not dot or not (written.isascii() and written.isdecimal()) or len(written) > 15:
        return None
    given = signature.encode("utf-8", "replace")
    right = [
        hmac.compare_digest(_signature(secret, subject, written).encode(), given)
        for secret in secrets
        if secret
    ]
    return int(written) if any(right) else None


def _signature(secret: str, subject: str, written: str) -> str:
    text = f"{written}|{subject}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
