"""What the public pages show: the finder, lists of services, search results, authorities, reasons."""
