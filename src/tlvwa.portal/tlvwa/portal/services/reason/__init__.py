"""``@reason``: the reason of an answer."""
