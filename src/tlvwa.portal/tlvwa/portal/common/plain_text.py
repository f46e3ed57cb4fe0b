"""Plain text that pages, indexes and XML take."""

import re

NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")


def without_control_characters(text: str) -> str:
    """Replace what no page, index or XML takes: control characters and halves of surrogates."""
    return NOT_TEXT.sub(" ", text).strip()
