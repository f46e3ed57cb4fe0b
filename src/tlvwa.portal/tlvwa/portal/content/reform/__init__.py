"""Reform (Gebietsreform): content type and page; the package ``reforms`` rehearses and applies it."""
