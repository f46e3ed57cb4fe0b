"""Changes for the public, as shown in feeds and mails. See docs/feeds.md."""
