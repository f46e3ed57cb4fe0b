"""Importing areas: readers of registers, postal codes and polygons, and what merges them."""
