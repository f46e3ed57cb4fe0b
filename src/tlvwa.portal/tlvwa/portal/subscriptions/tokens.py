"""Random tokens for addresses in mails: only a digest of each is kept. Plain Python.

A token is ``id.secret``: the id finds what it is for, the secret proves that its mail was received.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 200


class Token(NamedTuple):
    """A token as it is sent, and the digest that is kept."""

    text: str
    digest: str


def new_id() -> str:
    """A random id."""
    return secrets.token_hex(8)


def new_token(identifier: str) -> Token:
    """A new token for an id."""
    secret = secrets.token_urlsafe(24)
    return Token(f"{identifier}.{secret}", _digest(secret))


def id_of(text: str) -> str:
    """The id in a token; of any other text, something that is none."""
    return text[:LONGEST].partition(".")[0]


def is_proof(text: str, digests: Iterable[str]) -> bool:
    """Whether a token is one of those whose digests are kept."""
    given = _digest(text[:LONGEST].partition(".")[2])
    return any([hmac.compare_digest(given, each) for each in digests])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
