"""The consequences for other content when content is deleted, withdrawn or expires."""
