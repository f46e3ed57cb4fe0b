"""The search: its attempts, what it may show, how it follows changes, what bad input does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlvwa.portal.search.analysis import MOST_WORDS
from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import MatchKind, SearchIndex
from tlvwa.portal.search.segments import MOST_RECENT

from .documents import demo_documents
from .examples import DAY, indexed, ruled, told, uids

# Words, parts of them, and inventions whose parts come and go with the documents.
VOCABULARY = (
    *("Hund", "Hundesteuer", "Steuer", "Steuerbescheid", "Anmeldung", "anmelden", "Kinder", "Geld"),
    *("Kindergeld", "Reisepass", "Pass", "Verlängerung", "Reisepassverlängerung", "Widerruf"),
    *("Zwurbel", "Zwurbelfuchtel", "Fuchtel", "Fuchtelzwurbelung", "der", "und", "für"),
)
QUERIES = (
    *("Hundesteuer anmelden", "Zwurbelfuchtel", "Kinder Geld", "Raisepass", "Zwurbelfuhctel"),
    *("Fuchtelverlängerung", "Steuer Hund Pass Geld", "der und", "", "Elefant"),
)
TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=4).map(" ".join)
SHIPPED = SearchWords()  # one for all: reading it takes longer than the small indexes here
WORDS = st.sampled_from(
    [
        SHIPPED,
        ruled("Zwurbel > Geld"),
        SearchWords(best_bets=(("Elefant", ("u1", "u3")),)),
        SearchWords(compounds=("Hunde steuer", "Zwurbelfuchtel")),
        SearchWords(places=frozenset({"fuchtel"})),
    ]
)


@st.composite
def documents(draw):
    """Objects by UID with their documents; some have a text variant, some none at all."""
    found = {}
    for uid in draw(st.sets(st.sampled_from([f"u{number}" for number in range(6)]))):
        own = Document(
            uid,
            draw(TEXTS) or "Titel",
            synonyms=tuple(filter(None, (draw(TEXTS),))),
            teaser=draw(TEXTS),
            body=draw(TEXTS),
            keys=draw(st.sampled_from([(), ("99001001000000",), ("99001001001000",)])),
            shown_to=draw(st.sampled_from([None, DAY])),
        )
        variant = replace(own, title=draw(TEXTS) or "Variant", body="", is_variant=True)
        found[uid] = draw(st.sampled_from([(own,), (own, variant)]))
    return found


def same(one, other):
    """Whether two indexes hold the same and find the same."""
    assert one == other
    for query in QUERIES:
        assert told(one, query) == told(other, query), query
    return True


@settings(max_examples=25)
@given(documents(), st.lists(documents(), min_size=1, max_size=3), WORDS)
def test_following_is_building_anew(before, changes, words):
    index, held = SearchIndex(before, words), dict(before)
    for change in changes:
        gone = {uid: () for uid in list(held)[::2] if uid not in change}
        held = {uid: each for uid, each in (held | gone | change).items() if each}
        index = index.replace(gone | change)
    assert same(index, SearchIndex(held, words))


@settings(max_examples=12)
@given(documents(), WORDS, WORDS)
def test_other_words_are_building_anew(held, before, after):
    assert same(SearchIndex(held, before).with_words(after), SearchIndex(held, after))


@settings(max_examples=12)
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(held, random):
    shuffled = list(held.items())
    random.shuffle(shuffled)
    assert same(SearchIndex(held, SHIPPED), SearchIndex(dict(shuffled), SHIPPED))


def test_following_beyond_the_most_recent_changes():
    """As many changes as make the large part anew, and some more on top of it."""
    count = MOST_RECENT + 60
    titles = {f"u{number:03}": f"{VOCABULARY[number % 15]} {number}" for number in range(count)}
    held = {uid: (Document(uid, title),) for uid, title in titles.items()}
    index = SearchIndex(held, SHIPPED)
    index.search("Hund", DAY)
    for start in range(0, count, 65):
        some = list(held)[start : start + 65]
        change = {
            uid: (Document(uid, f"{titles[uid]} Fuchtel"),) if at % 5 else ()
            for at, uid in enumerate(some)
        }
        index = index.replace(change)
        held = {uid: each for uid, each in (held | change).items() if each}
        assert same(index, SearchIndex(held, SHIPPED))


def test_what_did_not_change_is_the_same_index():
    index = indexed("Hund", words=SHIPPED)
    assert index.replace({"Hund": (Document("Hund", "Hund"),), "Katze": ()}) is index
    assert index.with_words(SHIPPED) is index


def test_an_older_index_finds_what_it_held():
    before = indexed("Hund", "Katze")
    after = before.replace({"Katze": (), "Vogel": (Document("Vogel", "Vogel"),)})
    assert uids(before, "Katze") == ["Katze"]
    assert uids(before, "Vogel") == []
    assert uids(after, "Katze") == []
    assert uids(after, "Vogel") == ["Vogel"]


def test_a_function_word_is_never_what_was_meant():
    english = Document("tax", "Dog tax", body="Register with the town.")
    assert indexed(english).search("witz", DAY).corrected == ""


@pytest.mark.parametrize(
    ("query", "match", "corrected", "first"),
    [
        ("Wohngeld beantragen", MatchKind.EXACT, "", "wohngeld"),
        ("99107023017000", MatchKind.EXACT, "", "wohngeld"),
        ("Antrag auf Wohngeld wegen hoher Miete", MatchKind.ALL_WORDS, "", "wohngeld"),
        ("Wohngeldantrag", MatchKind.ALL_WORDS, "", "wohngeld"),
        ("Hundesteur anmelden", MatchKind.CORRECTED, "Hundesteuer anmelden", "hundesteuer"),
        ("Wohngeld Raumstation", MatchKind.SOME_WORDS, "", "wohngeld"),
    ],
)
def test_the_attempts(demo, query, match, corrected, first):
    result = demo.search(query, DAY)
    assert result.match is match
    assert result.corrected == corrected
    assert result.documents[0].uid == first


def test_no_attempt_finds_anything(demo):
    result = demo.search("Xylophonquarktasche", DAY)
    assert (result.match, result.hits, result.corrected) == (MatchKind.NONE, (), "")


def test_everything_by_title_where_nothing_is_asked(demo):
    for query in ("", "   ", "\t\n"):
        found = demo.search(query, DAY)
        assert found.match is MatchKind.ALL_WORDS
        assert len(found.hits) == len(demo_documents())


def test_best_bets_come_first_if_they_are_shown():
    bets = SearchWords(best_bets=(("Tiere!", ("Vogel", "Katze", "nirgends", "weg")),))
    gone = Document("weg", "Tiere", shown_to=DAY)
    index = indexed("Hund", "Katze", "Tiere", "Vogel", gone, words=bets)
    found = index.search("tiere", DAY)
    assert found.match is MatchKind.EXACT
    assert [each.uid for each in found.documents] == ["Vogel", "Katze", "Tiere"]
    assert uids(index, "tiere hund")[:2] != ["Vogel", "Katze"]


TOMORROW, YESTERDAY = DAY + timedelta(1), DAY - timedelta(1)


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ({}, True),
        ({"shown_from": DAY}, True),
        ({"shown_from": TOMORROW}, False),
        ({"shown_to": DAY}, False),
        ({"shown_to": TOMORROW}, True),
        ({"shown_from": YESTERDAY, "shown_to": YESTERDAY}, False),
    ],
)
@pytest.mark.parametrize("query", ["Zwurbel", "", "Zwurbl", "Zwurbel Elefant", "Fuchtel"])
def test_what_is_not_shown_is_never_found(days, shown, query):
    own = Document("u", "Zwurbel", body="Zwurbel Fuchtel", **days)
    result = indexed(own).search(query, DAY)
    assert [hit.document for hit in (*result.hits, *result.mentions)] == [own] * shown
    assert uids(SearchIndex({"u": (own,)}).replace({"u": ()}), query) == []


def test_a_variant_is_shown_when_both_are():
    own = Document("u", "Zwurbel")
    variant = replace(own, title="Fuchtel", is_variant=True, shown_from=DAY)
    index = SearchIndex({"u": (own, variant)})
    assert [each.title for each in index.search("Fuchtel", DAY).documents] == ["Zwurbel"]
    assert uids(index, "Fuchtel", YESTERDAY) == []
    later = SearchIndex({"u": (replace(own, shown_from=TOMORROW), variant)})
    assert uids(later, "Fuchtel") == []


def test_what_is_not_wanted_is_not_found():
    index = indexed("Zwurbel eins", "Zwurbel zwei")
    found = uids(index, "Zwurbel", wanted=lambda document: document.title.endswith("zwei"))
    assert found == ["Zwurbel zwei"]


BAD = {
    "nothing": "",
    "blanks": " \t\r\n\u00a0",
    "one letter": "a",
    "one umlaut": "ß",
    "10,000 letters": "x" * 10_000,
    "10,000 known letters": "Wohngeld" * 1_250,
    "10,000 words": "ab " * 5_000,
    "stop words": "der die das und oder nicht",
    "operators": '+Wohngeld -Hund AND OR NOT "Hund" (Steuer) title:Hund* ~2 ^3 [a TO z] \\',
    "only operators": "\" ' ( ) [ ] { } * ? ~ ^ : \\ / + - && || !",
    "control characters": "Wohn\x00geld\x1b[31m\x07\x7f\u2028\u202e",
    "emoji": "🐕 Hundesteuer 👨‍👩‍👧 🏳️‍🌈",
    "only emoji": "🐕🦮",
    "SQL": "'; DROP TABLE services; -- OR 1=1",
    "HTML": "<script>alert('Hund')</script><img src=x onerror=alert(1)>",
    "surrogate": "Hund\ud800",
    "combining": "a" + "\u0301" * 500,
    "other scripts": "العربية 日本語 Ελληνικά",
    "numbers": "1 2 3 4711 " * 50,
    "paragraphs": "§ § §§ 12" * 30,
    "misspelt": "Wohngled Hundestuer Resiepass Führershcein Kindergedl Elterngled Bauantarg Gewrebe",
}


@pytest.mark.parametrize("query", BAD.values(), ids=BAD)
def test_bad_input_is_answered_with_little_work(demo, query):
    result = demo.search(query, DAY)
    assert result.match in MatchKind
    asked = demo.analyzer.query(query)
    assert len(asked.concepts) <= MOST_WORDS
    assert len(demo.corrected(asked, DAY)) <= 1_000


@given(st.text(max_size=60))
def test_any_text_is_answered(demo, query):
    result = demo.search(query, DAY)
    assert bool(result.hits) is (result.match is not MatchKind.NONE)
    assert len(set(result.documents)) == len(result.documents)


@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join))
def test_the_same_is_asked_and_answered(demo, query):
    assert told(demo, query) == told(demo, query)
    assert told(demo, query)[::2] == told(demo, f"  {query.upper()} ")[::2]


def test_equal_hits_stand_by_title_and_uid():
    titles = {"1": "Zwurbel b", "2": "Zwurbel a", "0": "Zwurbel b", "3": "Zwurbel a"}
    index = indexed(*(Document(uid, title) for uid, title in titles.items()))
    assert uids(index, "Zwurbel") == ["2", "3", "0", "1"]
