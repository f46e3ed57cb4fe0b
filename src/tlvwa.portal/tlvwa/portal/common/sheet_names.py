"""The names of the sheets of one XLSX file, from any titles. Plain Python.

Excel refuses a file with a name of more than 31 UTF-16 units, with one of ``[]:*?/\\``, with an apostrophe
at its beginning or end, with the name of its own sheet of changes, and with two names that differ in
capitals only.
"""

import unicodedata
from itertools import count

from tlvwa.portal.common.plain_text import NOT_TEXT
from tlvwa.portal.common.typed_text import clean_line
from tlvwa.portal.common.utf16 import cut

LONGEST = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
UNTITLED = "Tabelle"
RESERVED = ("History", "Verlauf")  # in English and in German


class SheetNames:
    """The names that a file has so far."""

    def __init__(self) -> None:
        self._taken = {_key(name) for name in RESERVED}

    def add(self, title: str) -> str:
        """Return a name for the sheet of a title; one that is taken gets a number."""
        line = clean_line(NOT_TEXT.sub(" ", title).translate(FORBIDDEN))
        for number in count(1):
            name = _named(line, f" ({number})" if number > 1 else "")
            if _key(name) not in self._taken:
                break
        self._taken.add(_key(name))
        return name


def _named(line: str, ending: str) -> str:
    # What is cut may leave a blank or an apostrophe at the end.
    beginning = cut(line.strip(" '"), LONGEST - len(ending)).strip(" '")
    return (beginning or UNTITLED) + ending


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name.lower()).casefold()
