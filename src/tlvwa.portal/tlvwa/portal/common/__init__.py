"""What several packages use and what imports none of them: texts, days, settings, addresses, files."""
