"""Forms for the public, made with collective.easyform: their look, their protection, what they keep."""
