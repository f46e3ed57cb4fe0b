"""Brings German words to a form in which spellings that mean the same are the same."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"§?[a-z0-9]+")
PARAGRAPH = re.compile(r"§+\s*(?=\d)")
# Written out, an umlaut is two letters; in "neue", "Bauer" and "Quelle" ue is none.
UMLAUTS = ((re.compile("ae+"), "a"), (re.compile("oe+"), "o"), (re.compile("(?<![aeq])ue+"), "u"))


@lru_cache(50_000)  # lists sort the same titles by it, texts repeat the same words
def fold(text: str) -> str:
    """Lower case, ä = ae = a, ß = ss, no accents, „§ 34“ as one word, one blank between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for written_out, short in UMLAUTS:
        plain = written_out.sub(short, plain)
    return " ".join(WORD.findall(PARAGRAPH.sub("§", plain)))
