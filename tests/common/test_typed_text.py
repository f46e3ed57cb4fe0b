"""Texts as people type and paste them."""

import pytest

from tlvwa.portal.common.typed_text import clean_line, without_invisible
from tlvwa.portal.search.normalize import normalize_word

INVISIBLE = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u202a", "\u2060", "\ufeff"]


@pytest.mark.parametrize("sign", INVISIBLE)
def test_what_nobody_sees_is_removed(sign):
    assert without_invisible(f"Hild{sign}burghausen") == "Hildburghausen"
    assert normalize_word(f"Hunde{sign}steuer") == normalize_word("Hundesteuer")


def test_what_can_be_seen_stays():
    assert without_invisible("Größe – „Bad Köstritz“ №5") == "Größe – „Bad Köstritz“ №5"


def test_all_blanks_of_a_line_become_plain_ones():
    assert clean_line(" Bad\u00a0\u2009Berka\n") == "Bad Berka"
