"""Identifiers of the accounts that a provider logs in."""

import hashlib

PREFIX = "dienst-"


def account_id(issuer: str, subject: str) -> str:
    """Return the identifier of somebody's account; two providers never name the same one.

    Names that a provider gives are not taken: somebody might be called as an account of the site is.
    """
    return PREFIX + hashlib.sha256(f"{issuer}|{subject}".encode()).hexdigest()[:20]


def is_of_provider(name: str) -> bool:
    """Return whether an identifier is that of an account which a provider logs in."""
    return name.startswith(PREFIX)
