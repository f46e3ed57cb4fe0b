"""Texts as people type and paste them."""

import unicodedata


def without_invisible(text: str) -> str:
    """Remove characters that nobody sees: soft hyphens, zero width blanks, direction marks and the like.

    These are the format characters of Unicode (category Cf). They come along when text is copied from
    pages and documents.
    """
    if text.isascii():
        return text
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def clean_line(text: str) -> str:
    """Return a text in one line: without invisible characters, all blanks single and plain."""
    return " ".join(without_invisible(text).split())
