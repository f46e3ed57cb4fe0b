"""What keeps strangers out: the embargo, names of editors, methods of requests."""
