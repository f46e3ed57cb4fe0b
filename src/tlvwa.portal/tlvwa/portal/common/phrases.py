"""German texts that keep their message and parts, so that they can be translated later."""


class Phrase(str):
    """A German text with its ``message``, which has ``${name}`` slots, and the ``parts`` for these."""

    message: str
    parts: dict[str, str]

    def __new__(cls, message: str, **parts: str) -> "Phrase":
        """Fill the parts, which may be phrases themselves, into the message."""
        text = message
        for name, part in parts.items():
            text = text.replace(f"${{{name}}}", part)
        phrase = super().__new__(cls, text)
        phrase.message, phrase.parts = message, parts
        return phrase
