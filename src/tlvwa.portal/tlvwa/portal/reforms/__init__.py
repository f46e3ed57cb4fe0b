"""Reforms of areas: rehearsed, decided on, applied as one dated change, and withdrawn before their day."""

FOLDER = "gebietsreformen"  # in the site; made by the starter
