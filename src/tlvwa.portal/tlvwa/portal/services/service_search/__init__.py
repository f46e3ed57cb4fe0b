"""``@service-search``: services that match a query."""
