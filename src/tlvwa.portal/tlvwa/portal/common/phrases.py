"""Phrases: German texts of packages in plain Python that can be translated later."""


class Phrase(str):
    """A text with the ``message`` (with ``${name}`` slots) and the ``parts`` it was made of."""

    message: str
    parts: dict[str, str]

    def __new__(cls, message: str, **parts: str) -> "Phrase":
        """Return the message with its parts, which may be phrases themselves, filled in."""
        text = message
        for name, part in parts.items():
            text = text.replace(f"${{{name}}}", part)
        phrase = super().__new__(cls, text)
        phrase.message, phrase.parts = message, parts
        return phrase
