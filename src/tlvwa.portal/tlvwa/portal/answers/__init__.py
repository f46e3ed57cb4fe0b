"""Answers in words: between the finder's identifiers and the faces that show them.

Everything is read from a snapshot of the read models; no object is loaded, no rule is held.
"""
