"""Imports from other sources: areas, localities and polygons, and services from LeiKa tables."""
