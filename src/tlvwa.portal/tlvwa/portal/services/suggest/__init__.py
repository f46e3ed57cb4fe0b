"""``@suggest``: suggestions while somebody types."""
