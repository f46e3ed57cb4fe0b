"""Content is public from its first day until it expires, with all it lies in (spec:visibility)."""
