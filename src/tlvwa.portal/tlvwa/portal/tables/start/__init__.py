"""The start page of editors."""
