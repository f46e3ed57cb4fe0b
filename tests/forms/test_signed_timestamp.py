"""The signed moment in a form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.forms.signed_timestamp import signed_timestamp, timestamp_moment


@given(st.text(), st.integers(0, 10**12))
def test_what_was_stamped_is_read(subject, now):
    assert (
        timestamp_moment(
            ["new", None, "old"], subject, signed_timestamp("old", subject, now, "nonce")
        )
        == now
    )


@given(st.text(), st.integers(0, 10**12))
def test_for_another_subject_or_secret_it_is_nothing(subject, now):
    text = signed_timestamp("secret", subject, now, "nonce")
    assert timestamp_moment(["secret"], subject + "x", text) is None
    assert timestamp_moment(["other"], subject, text) is None
    assert timestamp_moment([], subject, text) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text):
    assert timestamp_moment(["secret"], "form", text) is None


@pytest.mark.parametrize("text", ["", ".", "1.", "-1.x", "²." + "0" * 64, "1" * 5000 + ".x"])
def test_malformed_stamps(text):
    assert timestamp_moment(["secret"], "form", text) is None


def test_a_moved_moment_is_no_stamp():
    seconds, nonce, signature = signed_timestamp("secret", "form", 100, "a1").split(".")
    assert timestamp_moment(["secret"], "form", f"{seconds}.{nonce}.{signature}") == 100
    for moved in (f"50.{nonce}", f"{seconds}.b2", seconds, f"{seconds}."):
        assert timestamp_moment(["secret"], "form", f"{moved}.{signature}") is None
