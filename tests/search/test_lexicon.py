"""A word list that follows changes is the one made anew."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.stemming import stem

# Few letters and pieces of each other, so that compounds come and go with their parts.
PIECES = ("haus", "boot", "Steuer", "amt", "Hund", "Boote", "bücher", "Schein")
WORDS = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join)
    | st.lists(st.sampled_from(PIECES), min_size=2, max_size=3).map("s".join)
    | st.text(alphabet="abeßÄ1", min_size=1, max_size=9),
    max_size=14,
).map(frozenset)


@settings(max_examples=200)
@given(WORDS, WORDS, WORDS)
def test_changed_is_made_anew(before, added, removed):
    changed = Lexicon(before).with_changes(added - before, (removed & before) - added)
    anew = Lexicon((before - removed) | added)
    assert changed == anew
    assert changed._stems == anew._stems
    for word in anew.words:
        assert changed.spelling(word) == anew.spelling(word)
        assert changed.parts(word) == anew.parts(word)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_step_by_step_as_at_once(steps):
    lexicon, held = Lexicon(), frozenset()
    for step in steps:
        lexicon = lexicon.with_changes(step - held, held - step)
        held = step
    assert lexicon == Lexicon(held)


@given(WORDS)
def test_nothing_changed_is_the_same(words):
    lexicon = Lexicon(words)
    assert lexicon.with_changes(frozenset(), frozenset()) is lexicon


# The exceptions of the stemmer: their stems are no beginnings of them.
IRREGULAR = st.sampled_from(("ziehen", "gezogen", "zog", "umzug", "Umzugshaus", "gezogenhaus"))
LISTED = st.lists(
    st.lists(st.sampled_from(("haus", "boot", "steuer", "s", "amt")), min_size=1, max_size=3),
    max_size=4,
).map(lambda lists: {"".join(parts): tuple(parts) for parts in lists})


@settings(max_examples=300)
@given(st.frozensets(IRREGULAR), st.frozensets(IRREGULAR))
def test_irregular_words_come_and_go_with_their_forms(before, after):
    assert Lexicon(before).with_changes(after - before, before - after) == Lexicon(after)


@settings(max_examples=300)
@given(WORDS, LISTED, LISTED)
def test_what_people_list_is_put_in_as_if_it_had_been_there(words, before, after):
    listing = Lexicon(words, before).listing(after)
    anew = Lexicon(words, after)
    assert listing == anew
    for word in anew.words:
        assert listing.parts(word) == anew.parts(word)
        assert listing.stems_inside(stem(word)) == anew.stems_inside(stem(word))


@given(WORDS)
def test_what_was_split_before_need_not_be_split_again(words):
    split = Lexicon(words)
    assert Lexicon(words, known=split.compounds) == split
