"""JSON-LD: in answers, and in pages, where no text of an editor may end the script element."""

import json

UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def as_json(told):
    """A value as JSON that can also stand in a script element of a page."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    for unsafe, escaped in UNSAFE.items():
        text = text.replace(unsafe, escaped)
    return text


def without_nothing(told):
    """A mapping without what is empty: ``None``, an empty text, an empty list."""
    return {name: value for name, value in told.items() if value not in (None, "", [])}
