"""LeiKa keys: 99, then three digits each for grouping, object, Verrichtung and detail.

Source: FIM, Schema of the Leistungsschlüssel (99 GGG KKK VVV DDD).
"""

import re

_KEY = re.compile(r"99[0-9]{12}")


def is_key(text: str) -> bool:
    """True if the text is a LeiKa key."""
    return _KEY.fullmatch(text) is not None


def ancestors(key: str) -> tuple[str, ...]:
    """The keys above a key, nearest first: of a detail the Verrichtung and the Leistungsobjekt.

    Empty for a text that is no key.
    """
    if not is_key(key):
        return ()
    above = (key[:11] + "000", key[:8] + "000000")
    return tuple(dict.fromkeys(ancestor for ancestor in above if ancestor != key))
