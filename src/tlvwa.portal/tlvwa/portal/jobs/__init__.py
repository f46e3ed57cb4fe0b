"""Jobs: what a timer runs through the console, each in a transaction of its own."""
