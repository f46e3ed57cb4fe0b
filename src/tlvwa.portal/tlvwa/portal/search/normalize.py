"""The normalization of German words: equal forms for spellings of the same word."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"§?[a-z0-9]+")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
PARAGRAPH = re.compile(r"§+\s*(?=\d)")
# An umlaut may be written with two letters; in "neue", "Bauer" and "Quelle" "ue" is no umlaut.
UMLAUTS = ((re.compile("ae+"), "a"), (re.compile("oe+"), "o"), (re.compile("(?<![aeq])ue+"), "u"))


@lru_cache(50_000)  # lists sort the same titles by it, texts repeat the same words
def normalize_word(text: str) -> str:
    """Normalize a text: lower case, ä = ae = a, ß = ss, no accents, „§ 34“ one word, single blanks.

    Invisible characters, as the soft hyphen, are removed.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = BEYOND_ASCII.sub(_without_marks, plain)
    for written_out, short in UMLAUTS:
        # Again, since a replacement may bring the next two letters behind another one: "ueue".
        count = 1
        while count:
            plain, count = written_out.subn(short, plain)
    return " ".join(WORD.findall(PARAGRAPH.sub("§", plain)))


def _without_marks(match: re.Match[str]) -> str:
    return "".join(
        letter
        for letter in match.group()
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
