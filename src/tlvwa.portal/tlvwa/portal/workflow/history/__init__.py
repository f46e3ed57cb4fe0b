"""History of an object: workflow steps and versions together, with the differences."""
