"""What changed for the public: told in feeds and by e-mail. See docs/feeds.md."""
