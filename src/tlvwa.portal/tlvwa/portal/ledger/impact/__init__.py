"""The impact of changes on the ledger: shown before saving, and refused if offices would overlap."""
