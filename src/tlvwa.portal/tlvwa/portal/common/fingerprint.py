"""The content hash of a citation: the same content gives the same hash, any change another one."""

import hashlib
import json
from collections.abc import Mapping

DIGITS = 64  # of a SHA-256 in hexadecimal


def fingerprint(cited: Mapping[str, object]) -> str:
    """Return the SHA-256, in hexadecimal, of the canonical JSON of ``cited``.

    Canonical means: keys sorted, no blanks, UTF-8, no escapes but JSON's own; only texts, whole
    numbers, true, false, null, lists, and mappings with texts as keys. Raises TypeError or ValueError
    for anything else: two different contents must never have the same JSON.
    """
    _check(cited)
    text = json.dumps(
        cited, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def is_fingerprint(text: str) -> bool:
    """Whether a text has the form of a content hash."""
    return len(text) == DIGITS and set(text) <= set("0123456789abcdef")


def _check(value: object) -> None:
    if isinstance(value, Mapping):
        if not all(isinstance(name, str) for name in value):
            raise TypeError("only texts are keys of what is cited")
        for item in value.values():
            _check(item)
    elif isinstance(value, list):
        for item in value:
            _check(item)
    elif value is not None and not isinstance(value, str | bool | int):
        raise TypeError(f"no part of what is cited: {type(value).__name__}")
