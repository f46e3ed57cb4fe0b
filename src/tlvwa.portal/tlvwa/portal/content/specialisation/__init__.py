"""Specialisation (Spezialisierung): content type, payload, merged texts and page."""
