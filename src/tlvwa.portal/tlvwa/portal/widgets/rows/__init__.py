"""Rows: a widget for structured rows to add, sort and remove, each input with its own label."""
