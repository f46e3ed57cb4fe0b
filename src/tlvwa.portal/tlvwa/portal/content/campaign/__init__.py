"""Campaign (Aktion): content type, payload, tiles and page."""
