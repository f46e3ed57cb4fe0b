"""The settings of the log-in."""
