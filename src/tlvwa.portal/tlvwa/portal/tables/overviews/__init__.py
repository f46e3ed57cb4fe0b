"""Overviews: filtered and sorted tables of all objects an editor may see, without loading objects."""
