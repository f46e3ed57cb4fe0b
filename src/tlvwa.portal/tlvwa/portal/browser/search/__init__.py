"""The page of the search over the whole site."""
