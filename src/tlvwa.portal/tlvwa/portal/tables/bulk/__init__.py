"""Bulk changes of records: preview of changes and refusals first, then all or nothing."""
