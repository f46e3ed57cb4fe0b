"""Lengths as Excel counts them: in UTF-16 units, two for a character beyond U+FFFF. Plain Python."""


def cut(text: str, most: int) -> str:
    """Return the beginning of a text that takes at most ``most`` units; no character is cut in two.

    The text holds no lone surrogates.
    """
    if len(text) * 2 <= most:
        return text
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")
