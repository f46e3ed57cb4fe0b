"""The floor of relevance: what names the matter is a hit, what only mentions it is offered apart."""

import pytest

from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import RANKED, MatchKind, SearchIndex
from tlvwa.portal.search.thesaurus import parse_rule
from tlvwa.portal.search.word_kinds import is_circumstance, is_step

from .examples import DAY, indexed, ruled, uids

DEATH = Document(
    "death", "Sterbeurkunde bestellen", synonyms=("Todesfall",), body="Ein Baum im Sarg."
)
DOG = Document(
    "dog", "Hund anmelden", ("Hundesteuer",), ("Hundemarke",), body="Auch für Mischlinge."
)
PASS = Document("pass", "Reisepass beantragen", synonyms=("Pass verlängern",), body="Mit Foto.")
RECORD = Document("record", "Führungszeugnis beantragen", synonyms=("Vorstrafen",))
KITCHEN = Document(
    "kitchen",
    "Gesundheitszeugnis",
    synonyms=("Job in der Küche",),
    body="Fragen Sie auch nach einem Führungszeugnis für den Job.",
)
TRADE = Document("trade", "Gewerbe anmelden", ("Gewerbe Anmeldung",))
PARKING = Document("parking", "Parkausweis für Bewohner")


def found(query, *documents, words=None):
    """The match and the UIDs of hits and mentions."""
    index = SearchIndex({one.uid: (one,) for one in documents}, words)
    result = index.search(query, DAY)
    return (
        result.match,
        [hit.document.uid for hit in result.hits],
        [hit.document.uid for hit in result.mentions],
    )


def test_the_matter_is_a_noun_and_no_form_of_a_verb_that_looks_alike():
    assert found("baum fällen", DEATH) == (MatchKind.NONE, [], [])
    assert found("baum", DEATH) == (MatchKind.NONE, [], ["death"])


@pytest.mark.parametrize(
    "query", ["schlagloch anmelden", "zebra beantragen", "raumschiff bestellen", "laterne melden"]
)
def test_a_step_alone_names_nothing(query):
    assert found(query, DEATH, DOG, PASS, TRADE)[:2] == (MatchKind.NONE, [])


def test_without_a_noun_the_step_is_the_matter():
    assert found("anmelden", DOG, PASS)[1] == ["dog"]
    assert found("verlängern", DOG, PASS)[1] == ["pass"]


def test_part_of_a_typed_compound_names_nothing():
    for query in ("mutterpass", "hundefrisör", "impfpass", "zeugnisschmuck"):
        assert found(query, DOG, PASS, RECORD)[:2] == (MatchKind.NONE, []), query


def test_a_compound_of_the_matter_and_a_step_is_a_hit():
    for query in ("hundesteuerbefreiung", "hundesteueranmeldung"):
        assert found(query, DOG, PASS)[1] == ["dog"], query
    assert found("reisepassantrag", DOG, PASS)[:2] == (MatchKind.ALL_WORDS, ["pass"])


BREEDING = Document("breeding", "Zucht von Wirbeltieren")


def meaning(phrase, words):
    """The words of a site where a phrase of several words means something."""
    return SearchWords((parse_rule((phrase, ">", words)),))


BREEDS = meaning("hund züchten", "Zucht Wirbeltiere")


def test_a_phrase_of_the_thesaurus_is_more_than_its_words():
    assert found("hund züchten", DOG, words=BREEDS)[:2] == (MatchKind.NONE, [])
    assert found("hund züchten verein", DOG, BREEDING, words=BREEDS)[1] == ["breeding"]
    both = Document("both", "Hund züchten")
    assert found("hund züchten verein", DOG, both, words=BREEDS)[1] == ["both"]


def test_a_phrase_beside_the_matter_shuts_nothing_out():
    """Words for a circumstance („Mutter gestorben“) may mean something, too: the matter is another."""
    words = meaning("mutter gestorben", "Sterbeurkunde")
    heir = Document("heir", "Erbschein beantragen")
    others = [Document(f"other-{number}", "Sterbeurkunde") for number in range(3)]
    query = "mutter gestorben bank will erbschein"
    assert "heir" in found(query, DEATH, heir, *others, words=words)[1]


def test_deals_with_shops_and_craftsmen_are_no_matter_of_an_authority():
    for query in ("hundemarke kaufen", "reisepass leihen", "hund ausleihen wochenende"):
        assert found(query, DOG, PASS)[:2] == (MatchKind.NONE, []), query
    rented = Document("rented", "Wohnung anmelden", body="Wenn Sie eine Wohnung mieten.")
    assert found("wohnung mieten", rented)[:2] == (MatchKind.NONE, [])
    sold = Document("sold", "Grundstück der Gemeinde kaufen")
    assert found("grundstück kaufen", sold)[1] == ["sold"]
    assert found("hund gekauft", DOG)[1] == ["dog"]


def test_a_name_in_the_query_is_found_beside_a_text_that_has_all_words():
    _match, hits, _mentions = found("job führungszeugnis", RECORD, KITCHEN)
    assert "record" in hits


def test_texts_confirm_a_hit_and_are_none():
    assert found("hund mischlinge", DOG) == (MatchKind.ALL_WORDS, ["dog"], [])
    assert found("mischlinge", DOG) == (MatchKind.NONE, [], ["dog"])


def test_a_hit_is_certain_if_most_of_a_name_is_asked_for():
    assert found("parkausweis", PARKING)[0] is MatchKind.SOME_WORDS
    assert found("parkausweis bewohner", PARKING)[0] is MatchKind.ALL_WORDS
    assert found("ausweis", PARKING)[0] is MatchKind.SOME_WORDS


def test_a_word_that_says_something_and_is_not_found_leaves_doubt():
    assert found("hund österreich", DOG)[:2] == (MatchKind.SOME_WORDS, ["dog"])
    assert found("hund antrag", DOG)[:2] == (MatchKind.ALL_WORDS, ["dog"])


def test_what_is_only_related_is_offered_apart():
    words = ruled("Zwurbel ~ Gewerbe Anmeldung", "Fuchtel > Gewerbe Anmeldung")
    assert found("Zwurbel", TRADE, words=words) == (MatchKind.NONE, [], ["trade"])
    assert found("Fuchtel", TRADE, words=words) == (MatchKind.ALL_WORDS, ["trade"], [])
    assert found("Zwurbel Elefant", TRADE, words=words) == (MatchKind.NONE, [], [])


def test_a_later_meaning_is_never_certain():
    words = ruled("Zwurbel > Elefant | Gewerbe Anmeldung")
    assert found("Zwurbel", TRADE, words=words)[:2] == (MatchKind.SOME_WORDS, ["trade"])


@pytest.mark.parametrize(
    "query", ["hund hund", "Hund, Hund", "hund bitte hund anmelden", "reisepass reisepass"]
)
def test_a_word_that_is_typed_twice_is_one(query):
    assert found(query, DOG, PASS)[0] is MatchKind.ALL_WORDS


def test_the_floor_holds_for_more_hits_than_are_ranked_closely():
    zoos = [Document(f"zoo-{number}", f"Zoo {number}") for number in range(RANKED + 10)]
    mentioning = [Document(f"bus-{number}", "Bus", body="Zoo") for number in range(RANKED + 10)]
    _match, hits, _mentions = found("zoo", *zoos, *mentioning)
    assert sorted(hits) == sorted(one.uid for one in zoos)


def test_full_text_has_no_end():
    documents = [Document(f"bus-{number}", "Bus", body="Zoo") for number in range(2 * RANKED)]
    index = SearchIndex({one.uid: (one,) for one in documents}, full_text=True)
    assert len(index.search("zoo", DAY).hits) == 2 * RANKED


def test_full_text_finds_what_only_mentions():
    index = SearchIndex({"dog": (DOG,)}, full_text=True)
    result = index.search("mischlinge", DAY)
    assert (result.match, [hit.document.uid for hit in result.hits]) == (
        MatchKind.ALL_WORDS,
        ["dog"],
    )
    assert result.mentions == ()


def test_a_paragraph_is_a_name():
    law = Document("law", "Belehrung", laws=("§ 43 Infektionsschutzgesetz",))
    assert uids(indexed(law), "§ 43") == ["law"]


@pytest.mark.parametrize(
    "word", ["anmelden", "anmeldung", "genehmigungen", "ausschenken", "grosser"]
)
def test_steps_verbs_and_adjectives(word):
    assert is_step(word)


@pytest.mark.parametrize(
    "word", ["pass", "bad", "park", "grund", "fall", "schein", "wohnung", "hund", "zahl"]
)
def test_nouns_that_share_a_stem_with_a_verb_are_no_steps(word):
    assert not is_step(word)


@pytest.mark.parametrize("word", ["oma", "sommer", "montag", "nachste", "jahre"])
def test_circumstances(word):
    assert is_circumstance(word)
