"""The read models: the journal of changes, and the snapshots that every process makes from it."""
