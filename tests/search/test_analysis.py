"""From what is typed to what it asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.search.analysis import LONGEST_QUERY, MOST_WORDS
from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.query import Way
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.words import stop_words

from .examples import indexed, uids


def ways(index, query, way):
    """The stems by which each word of a query is met in one way."""
    concepts = index.analyzer.query(query).concepts
    return {
        concept.word: {each.stems for each in concept.alternatives if each.way is way}
        for concept in concepts
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("angemeldet", "anmelden"),
        ("anzumelden", "anmelden"),
        ("angemeldete", "anmelden"),
        ("verlängert", "verlängern"),
        ("genehmigt", "genehmigen"),
        ("umgetauscht", "umtauschen"),
        ("zuzulassen", "zulassen"),
    ],
)
def test_forms_of_verbs(typed, found):
    index = indexed(f"Zwurbel {found}")
    stems = {stems for each in ways(index, typed, Way.WORD).values() for stems in each}
    assert (stem(normalize_word(found)),) in stems
    assert uids(index, f"Zwurbel {typed}") == [f"Zwurbel {found}"]


@pytest.mark.parametrize(
    ("query", "word", "joined"),
    [
        ("Ich melde meinen Hund an", "melde", "anmeld"),
        ("Wie melde ich mein Auto ab?", "melde", "abmeld"),
        ("Ich tausche den Führerschein um", "tausche", "umtausch"),
    ],
)
def test_verbs_torn_apart(demo, query, word, joined):
    assert (joined,) in ways(demo, query, Way.JOINED)[word]


def test_a_verb_without_a_particle_stays_as_it_is(demo):
    assert ways(demo, "melde Hund", Way.JOINED) == {"melde": set(), "hund": set()}


def test_words_typed_apart_are_one(demo):
    joined = ways(demo, "Personal Ausweis", Way.JOINED)
    assert joined == {"personal": {("personalausweis",)}, "ausweis": {("personalausweis",)}}


def test_a_compound_is_met_by_its_parts(demo):
    found = ways(demo, "Personalausweisverlängerung", Way.PARTS)["personalausweisverlangerung"]
    assert ("personalausweis", "verlang") in found
    parts = ways(demo, "Personalausweisverlängerung", Way.PART)["personalausweisverlangerung"]
    assert ("personalausweis",) in parts


def test_stop_words_are_left_out_unless_there_is_nothing_else(demo):
    assert [each.word for each in demo.analyzer.query("der Hund und die Katze").concepts] == [
        *("hund", "katze"),
    ]
    only = [each.word for each in demo.analyzer.query("der und die").concepts]
    assert only == ["der", "und", "die"]
    assert set(only) <= stop_words()


def test_weak_words_and_places_are_optional():
    words = SearchWords(places=frozenset({"jena"}))
    index = indexed("Hundesteuer", "Jena", words=words)
    optional = {
        each.word: each.optional
        for each in index.analyzer.query("Antrag Hundesteuer Jena").concepts
    }
    assert optional == {"antrag": True, "hundesteuer": False, "jena": True}
    assert uids(index, "Hundesteuer in Jena beantragen")[0] == "Hundesteuer"


def test_a_paragraph_is_met_with_and_without_its_sign():
    index = indexed("Belehrung § 43 IfSG", "Belehrung § 44 IfSG")
    assert uids(index, "§ 43 IfSG")[0] == "Belehrung § 43 IfSG"
    assert uids(index, "44 IfSG")[0] == "Belehrung § 44 IfSG"


@given(st.text(max_size=400))
def test_work_is_bounded(demo, text):
    query = demo.analyzer.query(text)
    assert len(query.concepts) <= MOST_WORDS
    assert len(query.phrase) <= 4 * LONGEST_QUERY  # a letter may fold to several


@pytest.mark.parametrize("text", ["Hund " * 2_000, "a " * 5_000, "Hund" * 2_500, "9" * 10_000])
def test_a_long_query_is_read_from_its_beginning(demo, text):
    query = demo.analyzer.query(text)
    assert query.phrase == demo.analyzer.query(text[:LONGEST_QUERY]).phrase
    assert len(query.concepts) <= MOST_WORDS
    assert sum(len(each.alternatives) for each in query.concepts) <= 40 * MOST_WORDS


def test_the_same_query_asks_the_same(demo):
    for text in ("Führerschein umtauschen in Jena", "Wie melde ich mein Kind an?"):
        assert demo.analyzer.query(text) == demo.analyzer.query(text)
