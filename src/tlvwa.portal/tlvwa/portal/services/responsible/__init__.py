"""``@responsible``: who is responsible for a service at a place on a day."""
