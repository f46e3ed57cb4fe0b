"""JSON-LD in responses and pages; in a page no text of an editor may end the script element."""

import json
import re
from collections.abc import Mapping

UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}

# Collectors of e-mail addresses search the text of pages; programs that read JSON find them as they are.
AT_IN_ADDRESS = re.compile(r"(?<=[\w.+-])@(?=[\w.-])")


def as_json(value: object) -> str:
    """Return a value as JSON that is safe in a script element of a page, without plain e-mail addresses."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    for unsafe, escaped in UNSAFE.items():
        text = text.replace(unsafe, escaped)
    return AT_IN_ADDRESS.sub(r"\\u0040", text)


def without_empty_values(values: Mapping[str, object]) -> dict[str, object]:
    """Return a mapping without empty values: ``None``, an empty text, an empty list."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
