"""``@worklist``: what is to be done in the directory."""
