"""The pages of municipalities, and their list."""
