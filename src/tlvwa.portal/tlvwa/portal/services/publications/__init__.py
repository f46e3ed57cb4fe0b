"""``@publications``: the publications of a folder or the site."""
