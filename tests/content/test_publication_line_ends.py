"""Words that a PDF breaks at the end of a line."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.content.publication.files.line_ends import join_words
from tlvwa.portal.content.publication.files.pdf import read_pdf

from ..pdf import pdf

WORDS = [
    ("Die Verwal-\ntung in Jena", "Die Verwaltung in Jena"),
    ("Haupt-\nschul-\nabschluss", "Hauptschulabschluss"),
    ("Verwal\xad\ntung", "Verwaltung"),
    ("Land-\nund Forstwirtschaft", "Land- und Forstwirtschaft"),
    ("Baden-\nW\xfcrttemberg", "Baden-W\xfcrttemberg"),
    ("E-Government-\nGesetz", "E-Government-Gesetz"),
    ("per E-\nMail", "per E-Mail"),
    ("per e-\nmail", "per e-mail"),
    ("EU-\nweit", "EU-weit"),
    ("10-\nprozentig", "10-prozentig"),
    ("2024-\n2026", "2024-2026"),
]


@pytest.mark.parametrize(("lines", "text"), WORDS)
def test_a_word_is_one_again(lines, text):
    assert read_pdf(io.BytesIO(pdf(lines))).text == text
    for broken in ("-\n", "-\r\n", "- \n  ", "\ufffe", "\x02", "\u2010\n"):
        assert join_words(lines.replace("\xad\n", "-\n").replace("-\n", broken)) == text


@pytest.mark.parametrize("lines", ["Land- und\nForst", "Jena -\nErfurt", "mit E-Government\nund"])
def test_what_is_no_break_stays(lines):
    assert join_words(lines) == lines
    assert " ".join(read_pdf(io.BytesIO(pdf(lines))).text.split()) == " ".join(lines.split())


def test_a_word_is_joined_over_pages():
    assert read_pdf(io.BytesIO(pdf("Die Verwal-", "tung"))).text == "Die Verwaltung"


def test_a_soft_hyphen_is_no_letter():
    assert join_words("Ver\xadwal\xadtung") == "Verwaltung"


@given(st.text(st.sampled_from("aB1-\u2010\xad\ufffe\x02\n\r \t.")))
def test_no_mark_is_left_and_no_letter_lost(text):
    joined = join_words(text)
    assert not set(joined) & set("\ufffe\x02\xad")
    assert [letter for letter in joined if letter.isalnum()] == [
        letter for letter in text if letter.isalnum()
    ]
