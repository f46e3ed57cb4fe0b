"""Picker: a widget to choose services, authorities and areas by typing what they are called."""
