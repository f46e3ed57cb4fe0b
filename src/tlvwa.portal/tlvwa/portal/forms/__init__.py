"""Public forms, made with collective.easyform: their look, their protection, and their saved input."""
