"""The files of publications: reading, cover, full text and indexing."""
