"""Publication (Publikation): content type, files, lists and page."""
