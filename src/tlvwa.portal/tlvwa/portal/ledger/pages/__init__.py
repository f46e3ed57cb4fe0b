"""The ledger in editors' hands: where answers are missing or doubled, why, and what closes it."""
