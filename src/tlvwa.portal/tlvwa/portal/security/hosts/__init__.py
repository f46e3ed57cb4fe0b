"""Under which names the site is reached, and by which addresses nothing is."""
