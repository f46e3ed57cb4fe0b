"""Texts in tables that a spreadsheet would read as a formula. Plain Python."""

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a formula begins with
MARK = "'"


def harmless(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula: with an apostrophe before it if need be."""
    return f"{MARK}{text}" if text.startswith(RISKY) else text


def without_mark(text: str) -> str:
    """Return a text as it was before ``harmless``."""
    return text[1:] if text.startswith(MARK) and text[1:].startswith(RISKY) else text
