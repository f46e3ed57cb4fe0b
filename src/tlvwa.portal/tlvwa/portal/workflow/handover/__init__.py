"""Handover: an authority's responsibilities are given to another one, now or from a day on."""
