"""The settings of the site, with their form."""
