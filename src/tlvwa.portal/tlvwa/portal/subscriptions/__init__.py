"""Subscriptions: changes by e-mail, for addresses that were confirmed. See docs/feeds.md."""
