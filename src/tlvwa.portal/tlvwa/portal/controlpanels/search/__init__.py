"""The settings of the search. They have no form of their own: ``search_admin`` edits them."""
