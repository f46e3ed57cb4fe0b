"""Extracts are safe HTML, and mark what was met."""

import re
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import SearchIndex
from tlvwa.portal.search.snippets import LENGTH, MOST_READ, Marker

from ..bad_input import BAD

DAY = date(2026, 11, 25)
DOCUMENTS = (
    Document("hund", "Hundesteuer anmelden", teaser="Wer einen Hund hält, zahlt Steuer nach § 5."),
    Document(
        "perso", "Personalausweis beantragen", synonyms=("Perso",), teaser="Für Ihren Ausweis."
    ),
)
INDEX = SearchIndex({each.uid: (each,) for each in DOCUMENTS})
MARK = re.compile(r"</?mark>")


def marker(query, parts=False):
    return Marker(INDEX.analyzer.query(query), INDEX.lexicon.stems_inside, parts)


def marked(html):
    return re.findall("<mark>(.*?)</mark>", html)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("hunde", "Der Hund und die Hündin, Hunde überall.", ["Hund", "Hunde"]),
        ("steuer", "Die Hundesteuer ist eine Steuer.", ["Hundesteuer", "Steuer"]),
        ("hundesteuer", "Hundesteuer: Steuern für Ihren Hund", ["Hundesteuer", "Steuern", "Hund"]),
        ("hundesteuer", "Nur ein Hund.", []),
        ("§ 5", "nach § 5 und nach § 6", ["§ 5"]),
        ("anmeldung", "Wie Sie sich anmelden", ["anmelden"]),
        ("der die das", "der Hund", []),
        ("", "Hund", []),
    ],
)
def test_words_are_marked_as_the_analysis_met_them(query, text, found):
    assert marked(marker(query).title(text)) == found


def test_parts_of_what_was_typed_count_where_only_some_words_are_met():
    assert marked(marker("hundesteuer", parts=True).title("Nur ein Hund.")) == ["Hund"]


def test_the_best_window_of_a_long_text():
    filling = "Hier steht sehr viel, das niemand lesen möchte. " * 20
    text = f"{filling}Den Hund melden Sie zur Steuer an. {filling}"
    snippet = marker("hund steuer").snippet("Ein Hund.", text)
    assert snippet.startswith("… Den <mark>Hund</mark> melden Sie zur <mark>Steuer</mark> an.")
    assert snippet.endswith(" …")
    assert len(MARK.sub("", snippet)) <= LENGTH + 4


def test_the_teaser_comes_first_where_it_is_as_good():
    assert marker("hund").snippet("Vom Hund.", "Hund, Hund, Hund.") == "Vom <mark>Hund</mark>."
    assert marker("katze").snippet("Vom Hund.", "Hund.") == "Vom Hund."
    assert marker("katze").snippet("", "Erster Satz.") == "Erster Satz."
    assert marker("hund").snippet("", "") == ""


def test_what_the_title_says_need_not_be_said_again():
    texts = ("Für alle, die einen haben.", "Jeder Hund zählt.")
    assert marker("hund").snippet(*texts, title="Hund anmelden") == texts[0]
    assert marker("hund").snippet(*texts) == "Jeder <mark>Hund</mark> zählt."


def test_nothing_of_a_text_is_markup():
    text = '<b onclick="x">Hund</b> & <script>alert(1)</script> &lt;i&gt;'
    html = marker("hund script").title(text)
    assert html == (
        "&lt;b onclick=&quot;x&quot;&gt;<mark>Hund</mark>&lt;/b&gt; &amp; "
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp;lt;i&amp;gt;"
    )


TEXTS = st.text(st.sampled_from("hund ste<>&\"'§ 5ä.\n\x00😀"), max_size=400)


@given(st.sampled_from(BAD) | TEXTS, TEXTS, TEXTS)
def test_whatever_is_typed_and_written(query, teaser, body):
    html = marker(query, parts=True).snippet(teaser, body)
    plain = MARK.sub("", html)
    assert "<" not in plain
    assert html.count("<mark>") == html.count("</mark>")
    told = unescape(plain).removeprefix("… ").removesuffix(" …")
    assert any(
        told in " ".join(re.sub(r"[\x00-\x1f]", " ", text).split()) for text in (teaser, body)
    )


def test_the_work_is_bounded():
    marks = marker("hund " * 2_000)
    marks.snippet("Hund " * 100_000, "Steuer " * 100_000)
    assert marks.words_read <= 2 * MOST_READ
    marks = marker("hund")
    marks.title("x" * 1_000_000)
    assert marks.words_read == 1
