"""Look-ups for people: areas by text and by point, and the labels of areas."""
