"""Who changed what, and when: steps and versions together, with the difference in words."""
