"""Queries: what somebody asks of the finder and of the service search, read and answered."""
