"""The languages of a page: the switch between them, and what search engines are told of them."""
