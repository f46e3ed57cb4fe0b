"""The languages of a page: the switch between them, and the links for search engines."""
