"""The page with the reason of an answer."""
