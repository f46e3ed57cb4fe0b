"""Changing many records at once: what would change and what is refused is shown first; all or nothing."""
