"""Text variant (Sprachfassung): content type, payload, guards and page."""
