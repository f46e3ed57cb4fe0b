"""Portal: content type, payload, cards and pages."""
