"""``@areas``: areas by name, key, postal code or point."""
