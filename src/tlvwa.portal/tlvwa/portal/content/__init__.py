"""Content types, each in a package with schema, payload and view; and what they share."""
