"""Contact data of authorities: lists that are read in."""
