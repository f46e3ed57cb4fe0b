"""Pages of the log-in: the form with the provider's button, the ways to the provider and back."""
