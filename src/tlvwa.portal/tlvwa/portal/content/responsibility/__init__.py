"""Responsibility (Zuständigkeit): content type, payload, values in the address of its form and page."""
