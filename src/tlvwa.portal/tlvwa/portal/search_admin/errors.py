"""What an editor entered and cannot be done."""


class Unclear(ValueError):
    """Says why, as a message of the interface."""
