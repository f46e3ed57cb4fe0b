"""Reforms of areas: the table of known ones, plans of new ones, and applying them."""
