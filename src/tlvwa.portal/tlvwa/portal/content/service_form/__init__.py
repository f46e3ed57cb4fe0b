"""Form (Formular): content type, payload and page."""
