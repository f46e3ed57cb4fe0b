"""Serializers: answers, their parts and their citation as JSON-ready values."""
