"""Words that were broken at the end of a line in a PDF. Plain Python.

PDFium puts a mark in the place of a hyphen and the end of a line behind it, U+FFFE or (by another of its
functions) U+0002; what it does not mark, as a break between two pages, still has both.
"""

import re

BREAK = re.compile(
    r"[\ufffe\x02]\s*"
    r"|\u00ad\s*"  # a soft hyphen, which is no letter of the word wherever it stands
    r"|[-\u2010\u2011][ \t]*(?:\r\n|\r|\n)\s*"
)
WORD = re.compile(r"[^\W_]*")
# Before these a hyphen stands for the end of the next word: "Land- und Forstwirtschaft".
CONJUNCTIONS = frozenset(("und", "oder", "bzw", "beziehungsweise", "sowie"))


def join_words(text: str) -> str:
    """Return a text with its broken words joined; a hyphen that belongs to the word stays."""
    pieces: list[str] = []
    end = 0
    for found in BREAK.finditer(text):
        before = text[max(end, found.start() - 2) : found.start()]
        word = WORD.match(text, found.end())
        pieces += (
            text[end : found.start()],
            _joint(before, found.group(), word.group() if word else ""),
        )
        end = found.end()
    return "".join((*pieces, text[end:]))


def _joint(before: str, found: str, after: str) -> str:
    """Return what stands between two letters before a break and the word behind it."""
    if found.startswith("\u00ad"):
        return ""
    if not (before and before[-1].isalnum() and after):
        # A dash and the next line, or a hyphen at the end of everything.
        return found if found.lstrip("-\u2010\u2011").isspace() else "-"
    if after in CONJUNCTIONS:
        return "- "
    # "E-Mail", "EU-weit" and "10-jährig" have a hyphen of their own, and so has "Baden-Württemberg".
    is_within = before.isalpha() and len(before) > 1 and before[-1].islower() and after[0].islower()
    return "" if is_within else "-"
