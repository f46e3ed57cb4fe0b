"""The ledger for people and programs: what is asked for, its cells, and its words."""
