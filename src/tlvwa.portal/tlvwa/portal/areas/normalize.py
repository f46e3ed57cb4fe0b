"""The normalization of place names for comparison: one spelling for all ways to write a name."""

import re
import unicodedata

from tlvwa.portal.common.typed_text import without_invisible

LONGEST = 100  # characters of a typed text that count

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SHORT = (
    (re.compile(r"\bst(\.\s*|\s+)"), "sankt "),
    (re.compile(r"\ba(\.\s*|\s+)d(\.\s*|\s+)"), "an der "),
    (re.compile(r"\bv\.\s*d\.\s*"), "vor der "),
    (re.compile(r"\bo\.\s*d\.\s*"), "ob der "),
    (re.compile(r"\bi\.\s*d\.\s*"), "in der "),
    (re.compile(r"\bb\.\s*"), "bei "),
    (re.compile(r"\bi\.\s*"), "im "),
    (re.compile(r"\ba\.\s*"), "am "),
    (re.compile(r"\bot\b"), " "),
)
_OTHER = re.compile(r"[^a-z0-9]+")


def normalize_place(text: str) -> str:
    """Normalize a name to small letters a-z, digits and single blanks, with abbreviations expanded.

    Ä and ae, ß and ss, "St." and "Sankt", "a. d." and "an der", "b." and "bei", hyphens, slashes,
    brackets and blanks no longer differ; invisible characters are removed. Only the first LONGEST
    characters count.
    """
    visible = without_invisible(text[:LONGEST])
    low = unicodedata.normalize("NFC", visible).lower().translate(_UMLAUTS)
    for pattern, written in _SHORT:
        low = pattern.sub(written, low)
    plain = unicodedata.normalize("NFKD", low)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _OTHER.sub(" ", plain).strip()


def normalize_without_umlauts(text: str) -> str:
    """The normalized name without the e of an umlaut, so that Gösen, Goesen and Gosen are equal."""
    return normalize_place(text).replace("ae", "a").replace("oe", "o").replace("ue", "u")
