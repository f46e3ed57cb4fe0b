"""Postal codes as people write them."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.common.postal_code import read_postal_code


@pytest.mark.parametrize(
    "text",
    [
        *("07607", " 07607 ", "D-07607", "d-07607", "D 07607", "D07607", "D - 07607", "DE-07607"),
        *("DE 07607", "0 7607", "07 607", "0\u00a07607", "\u200b07607", "D–07607", "D.07607"),
        *("０７６０７", "٠٧٦٠٧", "D-0 7 6 0 7", "PLZ 07607", "07607\n", "\t07607"),
    ],
)
def test_it_is_forgiven_how_a_code_is_written(text):
    assert read_postal_code(text) == "07607"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("7607", "hat vier Ziffern, eine deutsche Postleitzahl hat fünf; die Null am Anfang"),
        ("D-7607", "hat vier Ziffern"),
        ("076077", "hat 6 Ziffern"),
        ("123", "hat 3 Ziffern"),
        ("A-1010", "eines anderen Landes"),
        ("CH-8001", "eines anderen Landes"),
        ("F-75001", "eines anderen Landes"),
        ("F 75001", "eines anderen Landes"),
        ("SW1A 1AA", "eines anderen Landes"),
        ("00000", "gibt es nicht"),
        ("07607 Eisenberg", "nur die Postleitzahl, ohne den Ort"),
        ("Eisenberg", "ist keine Postleitzahl: fünf Ziffern"),
        ("D-", "ist keine Postleitzahl: fünf Ziffern"),
        ("", "ist keine Postleitzahl"),
    ],
)
def test_what_is_no_code_is_refused_in_words(text, reason):
    with pytest.raises(ValueError, match=reason):
        read_postal_code(text)


@given(st.text())
def test_any_text_is_five_digits_or_refused(text):
    code = ""
    with suppress(ValueError):
        code = read_postal_code(text)
    assert code == "" or re.fullmatch("[0-9]{5}", code)
    assert not code or read_postal_code(code) == code
