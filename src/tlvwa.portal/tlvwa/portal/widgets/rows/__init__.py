"""Structured rows in a form: added, ordered and removed, each input with a label of its own."""
