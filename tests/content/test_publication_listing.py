"""The rule of the list against a naive computation: each count is the length of what its link shows."""

from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.content.publication.listing.facets import FACETS, PublicationRow, filter_rows

VALUE = st.sampled_from("abc")
ONE = st.lists(VALUE, max_size=1).map(tuple)
SOME = st.lists(VALUE, max_size=3, unique=True).map(tuple)
VALUES = st.tuples(ONE, ONE, ONE, SOME, ONE, VALUE.map(lambda value: (value,)))
ROWS = st.lists(VALUES, max_size=30).map(
    lambda found: [PublicationRow(str(number), values) for number, values in enumerate(found)]
)
FILTERS = st.dictionaries(st.sampled_from(FACETS), st.sampled_from(["", "a", "b", "z"]))
ONLY = st.none() | st.sets(st.integers(0, 30).map(str))


def naive(rows, filters, only):
    """What is left, asked of each row by itself."""
    return [
        row
        for row in rows
        if (only is None or row.uid in only)
        and all(
            not value or value in row.values[FACETS.index(name)] for name, value in filters.items()
        )
    ]


@given(ROWS, FILTERS, ONLY)
def test_what_is_left_and_its_order(rows, filters, only):
    assert list(filter_rows(rows, filters, only).rows) == naive(rows, filters, only)


@given(ROWS, FILTERS, ONLY)
def test_every_count_is_that_of_its_link(rows, filters, only):
    counts = filter_rows(rows, filters, only).counts
    for name in FACETS:
        for value in "abcz":
            expected = len(naive(rows, filters | {name: value}, only))
            assert counts[name].get(value, 0) == expected


def test_counts_above_a_thousand():
    rows = [
        PublicationRow(
            str(number), ((str(number % 7),), (), (), (str(number % 3), "x"), (), ("current",))
        )
        for number in range(5_000)
    ]
    counts = filter_rows(rows, {"kind": "3"}).counts
    assert counts["kind"] == {
        str(kind): sum(number % 7 == kind for number in range(5_000)) for kind in range(7)
    }
    assert counts["subject"]["x"] == sum(number % 7 == 3 for number in range(5_000))
