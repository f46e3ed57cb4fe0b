"""The error of an entry that cannot be carried out."""


class Unclear(ValueError):
    """An entry cannot be carried out; the message for the editor is the first argument."""
