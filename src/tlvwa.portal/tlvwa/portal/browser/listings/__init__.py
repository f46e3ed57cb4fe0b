"""Lists of content: cards, news, services and authorities from A to Z."""
