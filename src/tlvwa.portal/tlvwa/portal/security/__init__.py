"""What keeps strangers out, and what holds every request and response to rules."""
