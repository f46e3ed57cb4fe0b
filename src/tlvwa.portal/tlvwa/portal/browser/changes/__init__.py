"""The page of changes, its feeds, and subscribing to it by e-mail."""
