"""``@ledger``: the ledger, and what a change would do to it."""
