"""Tables for editors: overviews, work list, bulk changes and the start page."""
