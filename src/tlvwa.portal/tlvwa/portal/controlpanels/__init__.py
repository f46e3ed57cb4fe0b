"""Control panels: the settings of the site and of the search, in the browser and over REST."""
