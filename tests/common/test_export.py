"""Files for download."""

import re
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.common.export import CSV_TYPE, file_response


class Headers(dict):
    """A response that keeps its headers."""

    setHeader = dict.__setitem__


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\\"), min_size=1, max_size=40))
def test_any_name_arrives_whole_and_no_header_is_broken(name):
    headers = Headers()
    assert file_response(headers, b"a;b", CSV_TYPE, name) == b"a;b"
    kind, _, written = headers["Content-Disposition"].partition("; filename*=UTF-8''")
    assert kind == "attachment"
    assert re.fullmatch(r"[\w.~%/-]+", written, re.ASCII)
    assert unquote(written) == name


def test_no_cache_keeps_it_and_no_browser_guesses_what_it_is():
    headers = Headers()
    file_response(headers, b"", CSV_TYPE, "a.csv")
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == CSV_TYPE
