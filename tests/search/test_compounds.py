"""Which compounds fall into which parts, with the words that the demo's texts and the lists have."""

import pytest

from tlvwa.portal.search.compounds import LONGEST
from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.normalize import normalize_word

from .examples import indexed

SPLIT = {
    "Personalausweisverlängerung": "personalausweis verlangerung",
    "Hundesteueranmeldung": "hundesteuer anmeldung",
    "Kindergeldantrag": "kindergeld antrag",
    "Führerscheinumtausch": "fuhrerschein umtausch",
    "Gewerbeabmeldung": "gewerbe abmeldung",
    "Baugenehmigungsverfahren": "baugenehmigung verfahren",
    "Geburtsurkundenausstellung": "geburtsurkunde ausstellung",
    "Adressänderung": "adress anderung",
    "Friedhofsgebühren": "friedhof gebuhren",
    "Reisepassverlust": "reisepass verlust",
    "Straßenbauamt": "strasse bauamt",
    "Bauernhof": "bauer hof",
    "Elternzeit": "eltern zeit",
    "Staatsangehörigkeitsausweis": "staatsangehorigkeit ausweis",
    "Kindertagesstättenplatz": "kindertagesstatte platz",
}
WHOLE = (
    *("Unterhalt", "Versicherung", "Wirtschaft", "Handwerk", "Beamte", "Antrag", "Verlängerung"),
    *("Genehmigung", "Urinstinkt", "Erlaubnis", "Ausweis", "Grundlage", "Anerkennung"),
    *("Einbürgerung", "Vereinbarung", "Überwachung", "Verkehr", "Gesellschaft", "Partnerschaft"),
    *("Mitarbeiter", "Entschädigung", "Landwirtschaft", "Wohnung", "Bescheinigung", "Auskunft"),
    *("Staubecken", "Wachstube", "Donaudampfschifffahrt", "Hund", "Kfz", "BAföG"),
)


@pytest.mark.parametrize(("word", "parts"), SPLIT.items())
def test_it_falls_into_parts(demo, word, parts):
    assert " ".join(demo.lexicon.parts(normalize_word(word))) == parts


@pytest.mark.parametrize("word", WHOLE)
def test_it_stays_whole(demo, word):
    assert demo.lexicon.parts(normalize_word(word)) == ()


@pytest.mark.parametrize(
    "word", ["Zwurbelfuchtel", "Zwurbelsfuchtel", "Zwurbelnfuchtel", "Zwurbelenfuchtel"]
)
def test_letters_that_link(word):
    lexicon = Lexicon(["Zwurbel", "Fuchtel"])
    assert lexicon.parts(normalize_word(word)) == ("zwurbel", "fuchtel")


def test_the_fewest_parts_win():
    lexicon = Lexicon(["Zwurbel", "Fuchtel", "Knarzel", "Zwurbelfuchtel"])
    assert lexicon.parts("zwurbelfuchtelknarzel") == ("zwurbelfuchtel", "knarzel")


def test_what_people_list_wins():
    listed = {"zwurbelfuchtel": ("zwurbelfuchtel",), "knarzelpumpe": ("knarz", "elpumpe")}
    lexicon = Lexicon(["Zwurbel", "Fuchtel", "Knarzel", "Pumpe"], listed)
    assert lexicon.parts("zwurbelfuchtel") == ()
    assert lexicon.parts("knarzelpumpe") == ("knarz", "elpumpe")


def test_a_very_long_word_is_left_alone():
    lexicon = Lexicon(["Zwurbel"])
    assert lexicon.parts("zwurbel" * 2) == ("zwurbel", "zwurbel")
    assert lexicon.parts("zwurbel" * LONGEST) == ()


def test_parts_of_parts_are_found():
    index = indexed("Zwurbelfuchtelknarzel", "Zwurbelfuchtel", "Zwurbel", "Fuchtel", "Knarzel")
    for part in ("Zwurbelfuchtel", "Zwurbel", "Fuchtel", "Knarzel"):
        stems = index.lexicon.stems_inside("zwurbelfuchtelknarzel")
        assert stems & {normalize_word(part)}, part
