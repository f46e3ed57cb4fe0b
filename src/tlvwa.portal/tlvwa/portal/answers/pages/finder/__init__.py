"""The sections of a page that shows a result of the finder, one module a section."""
