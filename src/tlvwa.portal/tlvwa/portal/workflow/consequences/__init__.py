"""What breaks when content goes: deleted, withdrawn or expired."""
