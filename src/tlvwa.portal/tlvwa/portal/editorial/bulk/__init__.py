"""Changing many records at once: what would change and what is refused is shown first; then all or nothing."""
