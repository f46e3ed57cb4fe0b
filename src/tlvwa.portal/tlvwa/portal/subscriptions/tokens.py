"""Random tokens for addresses in mails, of which only digests are stored. Plain Python.

A token is ``id.secret``: the id names what it is for, the secret proves that the mail was received.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 200  # characters of a token that are read


class Token(NamedTuple):
    """A token as it is sent, and the digest that is stored."""

    text: str
    digest: str


def new_id() -> str:
    """Return a random id."""
    return secrets.token_hex(8)


def new_token(identifier: str) -> Token:
    """Return a new token for an id."""
    secret = secrets.token_urlsafe(24)
    return Token(f"{identifier}.{secret}", _digest(secret))


def id_of(text: str) -> str:
    """Return the id in a token; of any other text, something that is no id."""
    return text[:LONGEST].partition(".")[0]


def is_proof(text: str, digests: Iterable[str]) -> bool:
    """Whether the digest of a token's secret is among ``digests``.

    The list is deliberate: ``any`` stops at the first match of a generator, and the time it takes would
    tell which one matched.
    """
    digest = _digest(text[:LONGEST].partition(".")[2])
    return any([hmac.compare_digest(digest, known) for known in digests])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
