"""Pages of lists, checked against slicing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zExceptions import BadRequest

from tlvwa.portal.common.paging import page_links, page_of, requested_page

SIZES = st.integers(1, 7)


@given(st.integers(0, 40), SIZES, st.integers(0, 60))
def test_a_page_is_a_slice_and_never_beyond_the_last(count, size, start):
    rows = list(range(count))
    page = page_of(rows, size, start)
    last = max(0, count - 1) // size * size
    first = min(start, last)
    assert list(page) == rows[first : first + size]


@given(st.integers(1, 40), SIZES, st.data())
def test_the_links_lead_through_all_rows(count, size, data):
    rows = list(range(count))
    pages = -(-count // size)
    number = data.draw(st.integers(1, pages))
    links = page_links(page_of(rows, size, (number - 1) * size), lambda start: start)
    assert (links["number"], links["count"]) == (number, pages)
    assert links["before"] == ((number - 2) * size if number > 1 else False)
    assert links["after"] == (number * size if number < pages else False)


def test_an_empty_list_is_one_page():
    links = page_links(page_of([], 5, 0), lambda start: start)
    assert links == {"before": False, "after": False, "number": 1, "count": 1}


def test_the_request_says_where_the_page_begins():
    assert list(requested_page("abcdefg", 3, {"b_start": "3"})) == ["d", "e", "f"]
    assert list(requested_page("abcdefg", 3, {"b_start": "999"})) == ["g"]
    assert list(requested_page("abcdefg", 3, {})) == ["a", "b", "c"]


@pytest.mark.parametrize("start", ["-1", "x", "1.5", ""])
def test_what_is_no_number_is_refused(start):
    with pytest.raises(BadRequest):
        requested_page("abc", 2, {"b_start": start})
