"""The search measured beside others, over the same services and the same queries.

A room of its own, not part of the search: it asks Plone's catalog and a PostgreSQL server.
"""
