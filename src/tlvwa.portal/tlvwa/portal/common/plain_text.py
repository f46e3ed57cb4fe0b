"""Plain text for pages, indexes and XML."""

import re

NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")


def without_control_characters(text: str) -> str:
    """Replace what pages, indexes and XML do not allow: control characters and lone surrogates."""
    return NOT_TEXT.sub(" ", text).strip()
