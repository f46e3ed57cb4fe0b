"""Pages for the public, each in a package with view and template; the layout is in ``theme``."""
