"""Pages of lists, checked against slicing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zExceptions import BadRequest

from tlvwa.portal.common import paging
from tlvwa.portal.common.paging import PageLinks, page_links, page_of, requested_page

PACKAGE = Path(paging.__file__).parents[1]
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
    links = page_links(page_of(rows, size, (number - 1) * size), str)
    assert (links.number, links.count) == (number, pages)
    assert links.before == (str((number - 2) * size) if number > 1 else "")
    assert links.after == (str(number * size) if number < pages else "")


def test_an_empty_list_is_one_page():
    links = page_links(page_of([], 5, 0), str)
    assert links == PageLinks(before="", after="", number=1, count=1)


def test_the_request_says_where_the_page_begins():
    assert list(requested_page("abcdefg", 3, {"b_start": "3"})) == ["d", "e", "f"]
    assert list(requested_page("abcdefg", 3, {"b_start": "999"})) == ["g"]
    assert list(requested_page("abcdefg", 3, {})) == ["a", "b", "c"]


@pytest.mark.parametrize("start", ["-1", "x", "1.5", ""])
def test_what_is_no_number_is_refused(start):
    with pytest.raises(BadRequest):
        requested_page("abc", 2, {"b_start": start})


def test_one_template_links_pages():
    templates = [path for path in PACKAGE.rglob("*.pt") if 'rel="next"' in path.read_text("utf-8")]
    assert templates == [PACKAGE / "common" / "paging.pt"]
