"""The pages of the ledger for editors: where answers are missing or doubled, why, and what to do."""
