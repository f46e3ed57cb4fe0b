"""The check of external links in the background: sources, due times, requests, results."""
