"""German words that remember what they were made from, so that a face can say them in another language."""


class Phrase(str):
    """A text like any other; ``message`` with its ``${name}`` slots and ``parts`` tell how it was made."""

    message: str
    parts: dict[str, str]

    def __new__(cls, message: str, **parts: str) -> "Phrase":
        """The message with its parts, which may be phrases themselves, filled in."""
        text = message
        for name, part in parts.items():
            text = text.replace(f"${{{name}}}", part)
        phrase = super().__new__(cls, text)
        phrase.message, phrase.parts = message, parts
        return phrase
