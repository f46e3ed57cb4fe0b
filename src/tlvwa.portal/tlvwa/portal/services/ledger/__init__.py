"""``@ledger``: the ledger, and the impact of changes on it."""
