"""Why a page stands where it stands: what is told adds up to the score of the ranking, for anything."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.explanation import Absence, WordTreatment, explain
from tlvwa.portal.search.fields import Document, IndexField
from tlvwa.portal.search.index import MatchKind, SearchIndex
from tlvwa.portal.search.query import Way
from tlvwa.portal.search.thesaurus import parse_rule

TODAY = date(2026, 11, 25)
DOGS = parse_rule(("wauwau|bello", ">", "Hund"))
VOCABULARY = (
    *("Hund", "Hundesteuer", "Steuer", "Anmeldung", "anmelden", "Widerruf", "Gewerbe", "Müll"),
    *("Gewerbeanmeldung", "Führerschein", "umtauschen", "Wohngeld", "Antrag", "Jena", "der", "zu"),
    *("wauwau", "Hundestuer", "Wohnsitz", "§ 34", "melde", "an", "xyzzy"),
)

words = st.sampled_from(VOCABULARY)
texts = st.lists(words, max_size=5).map(" ".join)
titles = st.lists(words, min_size=1, max_size=3).map(" ".join)
keys = st.sampled_from(["99102015070000", "99102015001000", "99006007012000"])


@st.composite
def indexes(draw):
    """An index of some documents, variants among them, with rules and best bets."""
    found = {}
    for number in range(draw(st.integers(1, 8))):
        uid = f"u{number}"
        shown_from = draw(st.sampled_from([None, None, date(2027, 1, 1)]))
        own = Document(
            uid,
            draw(titles),
            names=tuple(draw(st.lists(titles, max_size=1))),
            synonyms=tuple(draw(st.lists(words, max_size=2))),
            teaser=draw(texts),
            body=draw(texts),
            laws=tuple(draw(st.lists(words, max_size=1))),
            keys=tuple(draw(st.lists(keys, max_size=1))),
            shown_from=shown_from,
        )
        variants = [
            Document(uid, title, language="en", is_variant=True)
            for title in draw(st.lists(titles, max_size=1))
        ]
        found[uid] = (own, *variants)
    bets = draw(st.lists(st.tuples(titles, st.just(("u1", "u0"))), max_size=2))
    rules = draw(st.sampled_from([(), (DOGS,)]))
    return SearchIndex(
        found, SearchWords(rules=rules, best_bets=tuple(bets), places=frozenset({"jena"}))
    )


@settings(max_examples=60)
@given(indexes(), texts)
def test_what_is_told_adds_up_to_the_score(index, query):
    result = index.search(query, TODAY)
    told = explain(index, query, TODAY, named="u0", most=100)
    assert [each.document for each in told.hits] == list(result.documents)
    assert [each.score for each in told.hits] == [hit.score for hit in result.hits]
    assert told.match is result.match
    assert told.total == len(result.hits)
    for each in told.hits:
        met = sum(evidence.share for evidence in each.evidence)
        assert met == pytest.approx(each.share, abs=1e-5) or each.is_unranked or each.pinned
        assert each.absence is None
        for evidence in each.evidence:
            assert bool(evidence.places) is (evidence.alternative is not None)
    assert told.named is not None
    assert (told.named.absence is None) is (told.named.rank > 0)


def index_of(*documents, **given):
    """An index of single documents."""
    return SearchIndex({each.uid: (each,) for each in documents}, SearchWords(**given))


TAX = Document(
    "tax", "Hundesteuer", teaser="Wer einen Hund hält, meldet ihn an", keys=("99102015070000",)
)
TRADE = Document("trade", "Gewerbe anmelden", body="Hund")
LATER = Document("later", "Hundesteuer ab Januar", shown_from=date(2027, 1, 1))


def test_words_are_told_with_what_became_of_them():
    index = index_of(TAX, TRADE, places=frozenset({"jena"}))
    told = explain(index, "Wie melde ich den Hund in Jena mit Antrag an", TODAY)
    fates = {word.word: word.treatment for word in told.words}
    assert fates["wie"] is fates["den"] is WordTreatment.LEFT_OUT
    assert fates["jena"] is WordTreatment.PLACE
    assert fates["antrag"] is WordTreatment.WEAK
    assert fates["hund"] is fates["melde"] is WordTreatment.SOUGHT
    verb = next(word for word in told.words if word.word == "melde")
    assert "anmelde" in [
        way.alternative.words for way in verb.ways if way.alternative.way is Way.JOINED
    ]


def test_compounds_and_rules_are_told_in_the_words_of_the_rule():
    told = explain(index_of(TAX, TRADE, rules=(DOGS,)), "Wauwau Gewerbehund", TODAY)
    bark, compound = told.words
    (used,) = [rule for way in bark.ways for rule in way.rules if rule.is_own]
    assert (used.rule, used.term) == (DOGS, "wauwau")
    parts = next(way for way in compound.ways if way.alternative.way is Way.PARTS)
    assert parts.alternative.words == "gewerbe hund"


def test_a_hit_tells_where_and_how_a_word_is_met():
    fair = Document("fair", "Quarkprüfung")
    index = index_of(fair, Document("milk", "Prüfung", body="Quark"))
    told = explain(index, "Quark", TODAY, named="milk")
    (evidence,) = told.hits[0].evidence
    (place,) = evidence.places
    assert (place.field, place.words, place.is_inside) == (
        IndexField.TITLE,
        ("Quarkprüfung",),
        True,
    )
    (evidence,) = told.named.evidence
    assert (evidence.places[0].field, evidence.places[0].is_inside) == (IndexField.BODY, False)


def test_a_misspelt_query_is_told_as_it_was_asked():
    told = explain(index_of(TAX, TRADE), "Hundestuer", TODAY)
    assert told.match is MatchKind.CORRECTED
    assert told.corrected == "Hundesteuer"
    assert [word.word for word in told.corrected_words] == ["hundesteuer"]
    assert told.hits[0].document == TAX


@pytest.mark.parametrize(
    ("uid", "absence"),
    [
        ("nobody", Absence.UNKNOWN),
        ("later", Absence.NOT_SHOWN),
        ("trade", Absence.NOT_NAMED),
    ],
)
def test_what_is_not_found_says_why(uid, absence):
    told = explain(index_of(TAX, TRADE, LATER), "Hundesteuer", TODAY, named=uid)
    assert told.named.absence is absence
    assert told.named.rank == 0


def test_best_bets_are_told_beside_what_the_words_give():
    bets = (("Gewerbe", ("tax",)),)
    told = explain(index_of(TAX, TRADE, best_bets=bets), "gewerbe", TODAY)
    assert [each.pinned for each in told.hits] == [1, 0]
    assert [each.document for each in told.hits] == [TAX, TRADE]
    assert told.hits[1].score == told.hits[1].sum_of_parts


@pytest.mark.parametrize(
    "query", ["", " ", "der die das", "§", "\x00", "<b>", "a" * 10_000, "x " * 500]
)
def test_nothing_breaks_it(query):
    told = explain(index_of(TAX), query, TODAY, named="tax")
    assert told.named is not None
