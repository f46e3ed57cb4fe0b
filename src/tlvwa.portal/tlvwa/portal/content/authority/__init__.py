"""Authority (Behörde): content type, payload, assigned services and page."""
