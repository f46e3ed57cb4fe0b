"""The page of changes, its feeds, and subscriptions by e-mail."""
