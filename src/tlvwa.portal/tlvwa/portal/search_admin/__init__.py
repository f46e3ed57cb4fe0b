"""Search administration: words of the search with previews, test queries, usage counts, explanations."""
