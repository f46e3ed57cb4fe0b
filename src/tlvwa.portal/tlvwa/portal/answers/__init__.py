"""Answers in words: from the finder's identifiers to what pages, REST and the console show.

``queries`` reads what somebody asks, ``serializers`` turns results into JSON-ready values, ``texts``
holds the sentences, ``pages`` what the public pages show. All of it is read from a snapshot; no object
is loaded.
"""
