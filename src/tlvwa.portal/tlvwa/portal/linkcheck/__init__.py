"""Links to elsewhere, checked in the background: which are due, what came of it, where they stand."""
