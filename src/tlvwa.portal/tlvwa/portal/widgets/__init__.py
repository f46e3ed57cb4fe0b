"""Widgets for forms of editors: picker, rows and upload."""
