"""The page of the finder."""
