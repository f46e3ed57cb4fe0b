"""Confirmation: records are checked against a source, all of an authority or service in one step."""
