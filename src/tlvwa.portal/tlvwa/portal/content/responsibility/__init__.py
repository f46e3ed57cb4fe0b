"""Responsibility (Zuständigkeit): content type, payload, prefilled form and page."""
