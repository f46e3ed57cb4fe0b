"""Choosing among thousands: services, authorities and areas, by typing what they are called."""
