"""The ledger for editors: cells, pages, files, daily counts, and the impact of changes on it."""
