"""Giving an authority's responsibilities to another one: now, or from a day on."""
