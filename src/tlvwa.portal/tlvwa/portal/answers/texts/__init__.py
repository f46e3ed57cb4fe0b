"""Texts: sentences about answers, and the texts of services in a language and at a place."""
