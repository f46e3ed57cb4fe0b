"""Area keys as text: their forms and parts, without knowing which areas exist.

The Amtlicher Regionalschlüssel (ARS) is built Land 2, Regierungsbezirk 1, Kreis 2, Verband 4,
Gemeinde 3 digits; the Amtlicher Gemeindeschlüssel (AGS) is the same without the Verband.
"""

from .model import BUND, KEY_LENGTHS, AreaLevel, MalformedKey

_KINDS = {length: kind for kind, length in KEY_LENGTHS.items()}
_LOWEST_FIRST = sorted(_KINDS, reverse=True)
_FULL = KEY_LENGTHS[AreaLevel.GEMEINDE]
_AGS_LENGTH = 8


def digits(text: str) -> str:
    """The digits of a written key, blanks removed.

    Raises MalformedKey if it contains anything else, or if no key has that many digits.
    """
    key = "".join(text.split())
    if not (key.isascii() and key.isdigit()) or not (len(key) in _KINDS or is_ags(key)):
        shown = text if len(text) <= 40 else text[:40] + "…"
        raise MalformedKey(f"not an area key: {shown!r} (2, 3, 5, 8, 9 or 12 digits)")
    return key


def is_ags(key: str) -> bool:
    """True if the digits have the length of an AGS."""
    return len(key) == _AGS_LENGTH


def ags(municipality: str) -> str:
    """The AGS of a municipality by its ARS: ``160745052025`` -> ``16074025``."""
    return municipality[:5] + municipality[9:]


def kind_of(key: str) -> AreaLevel:
    """The level of a canonical key. Raises MalformedKey."""
    if key == BUND:
        return AreaLevel.BUND
    if len(key) not in _KINDS or not (key.isascii() and key.isdigit()):
        raise MalformedKey(f"not a canonical area key: {key[:40]!r}")
    return _KINDS[len(key)]


def parent_keys(key: str) -> tuple[str, ...]:
    """The keys that the levels above would have, lowest first, the Bund last."""
    if key == BUND:
        return ()
    shorter = (key[:length] for length in _LOWEST_FIRST if length < len(key))
    return (*shorter, BUND)


def above_verband(key: str) -> tuple[str, ...]:
    """The keys that the levels from the Kreis on have above a key, lowest first, the Bund last."""
    return tuple(level for level in parent_keys(key) if len(level) <= KEY_LENGTHS[AreaLevel.KREIS])


def readings(key: str) -> tuple[str, ...]:
    """The keys that digits can mean if zeros pad them, lowest first.

    ``160740000000`` may be a municipality, or Verband ``160740000``, or Kreis ``16074``.
    """
    if not key.strip("0"):
        return (BUND,)
    lengths = [length for length in _LOWEST_FIRST if length <= len(key)]
    return tuple(key[:length] for length in lengths if not key[length:].strip("0"))


def former_readings(key: str) -> tuple[str, ...]:
    """The keys that digits can mean among former areas: the AGS of a municipality, or a Kreis."""
    municipality = {_AGS_LENGTH: (key,), _FULL: (ags(key),)}.get(len(key), ())
    kreis = KEY_LENGTHS[AreaLevel.KREIS]
    return municipality if key[kreis:].strip("0") else (*municipality, key[:kreis])


def same_place(key: str) -> str:
    """The key of the municipality that would be the same place as the area ``key``.

    A kreisfreie Stadt or a Stadtstaat of one municipality has zeros below its Kreis or Land; the
    pseudo-Verband of a verbandsfreie Gemeinde repeats the number of the municipality
    (``160720018`` -> ``160720018018``). Real Verbände are numbered from 5001 and are places of
    their own. Only the gazetteer knows whether the municipality exists. See spec:verband.
    """
    if len(key) == KEY_LENGTHS[AreaLevel.VERBAND]:
        return key if key[5] == "5" else key + key[6:]
    return key.ljust(_FULL, "0")
