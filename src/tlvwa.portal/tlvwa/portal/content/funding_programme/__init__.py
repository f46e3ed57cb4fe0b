"""Funding programme (Förderprogramm): content type, application periods, list and page."""
