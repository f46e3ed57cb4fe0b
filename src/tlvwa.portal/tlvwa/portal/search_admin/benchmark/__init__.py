"""Benchmark of the search: other searches over the same services and the same queries.

A package of its own beside the search, since it asks Plone's catalog and a PostgreSQL server.
"""
