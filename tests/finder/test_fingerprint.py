"""The content hash: the same content gives the same, any change another one."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.common.fingerprint import fingerprint, is_fingerprint

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)
contents = st.dictionaries(st.text(max_size=4), values, max_size=4)


def written(content):
    """Distinguishes what Python takes for equal: 1 and True."""
    return json.dumps(content, sort_keys=True)


@given(contents)
def test_the_order_of_keys_does_not_matter(content):
    turned = dict(reversed(list(content.items())))
    assert fingerprint(content) == fingerprint(turned)
    assert is_fingerprint(fingerprint(content))


@given(contents, contents)
def test_two_contents_have_one_hash_only_if_they_are_the_same(one, other):
    assert (fingerprint(one) == fingerprint(other)) == (written(one) == written(other))


def test_a_known_hash():
    assert (
        fingerprint({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
    )


@pytest.mark.parametrize("value", [1.5, date(2026, 1, 1), (1, 2), {1: "a"}, {"x": {2}}])
def test_what_could_be_written_in_two_ways_is_refused(value):
    with pytest.raises(TypeError):
        fingerprint({"value": value})


@pytest.mark.parametrize("text", ["", "abc", "G" * 64, "A" * 64, "a" * 65])
def test_what_is_no_hash(text):
    assert not is_fingerprint(text)
