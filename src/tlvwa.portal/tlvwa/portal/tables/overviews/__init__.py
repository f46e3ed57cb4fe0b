"""Tables of everything an editor may see: filtered, sorted, page by page, as files; no object is loaded."""
