"""Changes by e-mail: who gets which, confirmed by themselves. See docs/feeds.md."""
