"""The command line of the add-on: tlvwa-portal."""
