"""A word list that follows changes is the one made anew."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tlvwa.portal.search.lexicon import Lexicon

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
