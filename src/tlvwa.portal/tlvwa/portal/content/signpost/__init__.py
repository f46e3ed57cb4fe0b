"""Signpost (Wegweiser): content type and page."""
