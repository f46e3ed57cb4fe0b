"""Service (Leistung): content type, payload, text modules and page."""
