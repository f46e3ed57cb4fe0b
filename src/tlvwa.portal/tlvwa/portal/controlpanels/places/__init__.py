"""Places: data that are read in, and the operators' corrections."""
