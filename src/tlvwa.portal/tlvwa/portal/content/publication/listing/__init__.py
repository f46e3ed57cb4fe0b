"""Lists of publications: cache, facets, feeds, catalogue and page."""
