"""German postal codes as people write them. Plain Python."""

import re
import unicodedata

from tlvwa.portal.common.phrases import Phrase
from tlvwa.portal.common.typed_text import clean_line

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

DIGITS = 5
# Once "D-" stood before the codes of Germany; people write the others, too.
GERMANY = re.compile(r"(?:DE?|DEU|GER|PLZ:?)[ .]*[-‐‑‒–—−]? *(?=\d)", re.IGNORECASE)
FOREIGN = re.compile(r"[A-Z]{1,3}[ .]*[-‐‑‒–—−]? *\d.*", re.IGNORECASE)
CODE_AND_MORE = re.compile(r"\d{5}\b.*\w.*")
LONGEST_QUOTED = 40


def read_postal_code(text: str) -> str:
    """Return the five digits of a postal code; "D-" before it and blanks in it are forgiven.

    Raises ValueError with the reason as a ``Phrase``.
    """
    line = clean_line(unicodedata.normalize("NFKC", text))
    line = "".join(str(unicodedata.decimal(letter, letter)) for letter in line)
    country = GERMANY.match(line)
    written = line[country.end() :] if country else line
    code = written.replace(" ", "")
    if len(code) == DIGITS and code.isascii() and code.isdigit() and not code.startswith("00"):
        return code
    raise ValueError(_reason(line[:LONGEST_QUOTED], written, code))


def tidy_postal_code(text: str) -> str:
    """Return the five digits of a postal code; any other text as it is, for who tells what is wrong."""
    try:
        return read_postal_code(text)
    except ValueError:
        return text


def _reason(text: str, written: str, code: str) -> Phrase:
    """Return what is wrong with a text that is no postal code."""
    if FOREIGN.fullmatch(written):
        return _(
            "„${text}“ ist eine Postleitzahl eines anderen Landes; hier geht nur eine deutsche mit fünf "
            "Ziffern.",
            text=text,
        )
    if CODE_AND_MORE.fullmatch(written) and not code.isdigit():
        return _("„${text}“: Hier steht nur die Postleitzahl, ohne den Ort.", text=text)
    if not code.isdecimal():
        return _("„${text}“ ist keine Postleitzahl: fünf Ziffern, zum Beispiel 07743.", text=text)
    if len(code) == DIGITS:
        return _("„${text}“: Diese Postleitzahl gibt es nicht.", text=text)
    if len(code) == DIGITS - 1:
        return _(
            "„${text}“ hat vier Ziffern, eine deutsche Postleitzahl hat fünf; die Null am Anfang gehört "
            "dazu.",
            text=text,
        )
    return _(
        "„${text}“ hat ${count} Ziffern, eine deutsche Postleitzahl hat fünf.",
        text=text,
        count=str(len(code)),
    )
