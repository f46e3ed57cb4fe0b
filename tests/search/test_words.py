"""Folding, stems and the shipped lists: what is one word and what is not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tlvwa.portal.search.configuration import shipped_words
from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.words import (
    shipped_compounds,
    shipped_splits,
    short_parts,
    stem_exceptions,
    stop_words,
    weak_words,
)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert normalize_word(normalize_word(text)) == normalize_word(text)


@example("UEUE")
@given(st.text(alphabet="aeouäöüßsqÄÖÜAEOU\u0308 §-1", max_size=12))
def test_folding_twice_is_folding_once_with_umlauts(text):
    assert normalize_word(normalize_word(text)) == normalize_word(text)


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (("Müll", "Muell", "Mull", "MÜLL", "Mu\u0308ll"), "mull"),
        (("Straße", "Strasse", "STRASSE", "STRAẞE"), "strasse"),
        (("Bescheid für Jäger", "bescheid  fuer\tJaeger"), "bescheid fur jager"),
        (("§ 34 a", "§34 a", "§§ 34 a"), "§34 a"),
        (("Kfz-Zulassung", "Kfz Zulassung"), "kfz zulassung"),
        (("Café", "Cafe"), "cafe"),
        (("neue Bauer Quelle", "NEUE BAUER QUELLE"), "neue bauer quelle"),
        (("", " \t\n", "?!", "😀", "日本"), ""),
    ],
)
def test_spellings_of_one_word(spellings, folded):
    assert {normalize_word(each) for each in spellings} == {folded}


@pytest.mark.parametrize(
    "words",
    [
        "verlängern Verlängerung Verlängerungen",
        "anmelden Anmeldung Anmeldungen",
        "Haus Häuser Hauses Häusern",
        "adoptieren Adoption Adoptionen",
        "registrieren Registrierung Registration",
        "Kind Kinder Kindern Kindes",
        "Urkunde Urkunden",
        "Arzt Ärztin Ärzte",
        "fördern Förderung",
        "prüfen Prüfung Prüfungen",
        "genehmigen Genehmigung",
        "Pass Pässe Passes",
        "Stadt Städte Städten",
        "fischen Fischer Fischerei",
        "kündigen Kündigung Kündigungen",
        "informieren Information Informationen",
        "umtauschen Umtausch",
    ],
)
def test_inflections_have_one_stem(words):
    assert len({stem(normalize_word(word)) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Hund Hundert",
        "Steuer Steuerung",
        "Zeit Zeitung",
        "Rente rennen",
        "Erbe Erbse",
        "Station Staat",
        "Organ Organisation",
        "Wohnung Wohngeld",
    ],
)
def test_other_words_have_others(words):
    first, second = words.split()
    assert stem(normalize_word(first)) != stem(normalize_word(second))


@pytest.mark.parametrize("word", ["bafog", "bimschg", "kfz", "sgb", "§34", "43", "alg2", "wbs"])
def test_names_of_laws_and_abbreviations_are_whole(word):
    assert stem(word) == word


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_a_stem_is_something_and_no_longer(word):
    assert 0 < len(stem(word)) <= max(len(word), 12)


@pytest.mark.parametrize(
    "words",
    [stop_words(), weak_words(), short_parts(), stem_exceptions(), shipped_compounds()],
)
def test_the_lists_are_folded(words):
    assert set(words) == {normalize_word(word) for word in words}


def test_the_parts_of_listed_compounds_are_folded():
    for word, parts in shipped_compounds().items():
        assert "".join(parts).startswith(word[:3])
        assert parts == tuple(map(normalize_word, parts))


def test_the_compounds_that_are_shipped_split_are_those_that_are_found():
    """After a change of the lists or of how compounds are split, „make words“ is due."""
    words = shipped_words()
    assert Lexicon(words.known_words, words.parts, shipped_splits()) == Lexicon(
        words.known_words, words.parts
    )
