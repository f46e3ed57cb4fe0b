"""What saving would do to the ledger: shown on forms, and refused where offices would overlap."""
