"""ISBN and ISSN: the check digit decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.content.publication.isbn_issn import is_isbn, is_issn

DIGIT = st.integers(0, 9)


@pytest.mark.parametrize(
    "value", ["978-3-16-148410-0", "9783161484100", "3-16-148410-X", "0-306-40615-2"]
)
def test_isbn(value):
    assert is_isbn(value)
    assert is_isbn(value.lower())


WRONG = ("", "978-3-16-148410-1", "3-16-148410-0", "123", "978316148410", "ISBN", "XXXXXXXXXX")


@pytest.mark.parametrize("value", WRONG)
def test_no_isbn(value):
    assert not is_isbn(value)


@pytest.mark.parametrize("value", ["0378-5955", "2434-561X", "03785955", "2434-561x"])
def test_issn(value):
    assert is_issn(value)


@pytest.mark.parametrize("value", ["", "0378-5954", "0378-595", "ABCD-EFGH", "X378-5955"])
def test_no_issn(value):
    assert not is_issn(value)


@given(st.lists(DIGIT, min_size=9, max_size=9), st.integers(0, 11), DIGIT)
def test_any_isbn_13_has_one_last_digit_and_a_wrong_digit_is_seen(digits, at, other):
    stem = "978" + "".join(map(str, digits))
    fitting = [last for last in range(10) if is_isbn(f"{stem}{last}")]
    assert len(fitting) == 1
    right = f"{stem}{fitting[0]}"
    wrong = right[: at + 1] + str(other) + right[at + 2 :]
    assert is_isbn(wrong) == (wrong == right)


@given(st.lists(DIGIT, min_size=7, max_size=7), st.integers(0, 6), DIGIT)
def test_any_issn_has_one_last_digit_and_a_wrong_digit_is_seen(digits, at, other):
    stem = "".join(map(str, digits))
    fitting = [last for last in "0123456789X" if is_issn(stem + last)]
    assert len(fitting) == 1
    right = stem + fitting[0]
    wrong = right[:at] + str(other) + right[at + 1 :]
    assert is_issn(wrong) == (wrong == right)
