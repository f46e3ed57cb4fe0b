"""The table of rules, and what rules do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.search.configuration import SearchWords, shipped_thesaurus
from tlvwa.portal.search.csv_tables import RowError
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.thesaurus import (
    Direction,
    Pair,
    Rule,
    format_table,
    merged,
    parse_table,
)

from .examples import indexed, ruled, uids

HEAD = "begriff,richtung,bedeutet"
TERMS = st.lists(
    st.text(alphabet='abcäß 1,";§-', min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(normalize_word)
    .filter(lambda text: len(normalize_word(text).split()) <= 8),
    min_size=1,
    max_size=4,
    unique=True,
).map(tuple)
RULES = st.lists(
    st.builds(Rule, TERMS, st.sampled_from([Direction.ONE_WAY, Direction.BOTH_WAYS]), TERMS)
    | st.builds(Rule, TERMS, st.just(Direction.OFF)),
    max_size=6,
).map(tuple)


@given(RULES)
def test_a_table_written_is_read_as_it_was(rules):
    assert parse_table(format_table(rules)) == rules


@given(RULES)
def test_bom_and_blank_lines_do_not_matter(rules):
    table = "\ufeff" + format_table(rules).replace("\r\n", "\n\n") + "\n , ,\n"
    assert parse_table(table) == rules


@pytest.mark.parametrize(
    ("table", "line", "reason"),
    [
        ("", 1, "die Spalten heißen"),
        ("a,b,c\n", 1, "die Spalten heißen"),
        (f"{HEAD}\nHund,>\n", 2, "3 Spalten erwartet"),
        (f"{HEAD}\nHund,=,Köter\nKatze,<,Mieze\n", 3, "Richtung „<“ gibt es nicht"),
        (f"{HEAD}\n\n\n|,>,Hund\n", 4, "kein Begriff"),
        (f"{HEAD}\nHund,>,\n", 2, "keine Bedeutung"),
        (f"{HEAD}\nHund,-,Katze\n", 2, "wer einen Begriff abschaltet"),
        (f"{HEAD}\n!?,>,Katze\n", 2, "„!\\?“ ist kein Wort"),
        (f"{HEAD}\na b c d e f g h i,>,Katze\n", 2, "ist zu lang"),
        (f"{HEAD}\n{'a' * 121},>,Katze\n", 2, "ist zu lang"),
        (f'{HEAD}\n"Hund,>,Katze\n', 2, "kein CSV"),
        (HEAD + "\nHund,=,Köter" * 20_001, 20_002, "mehr als 20000 Zeilen"),
    ],
)
def test_a_broken_table_names_its_line(table, line, reason):
    with pytest.raises(RowError, match=reason) as raised:
        parse_table(table)
    assert raised.value.line == line


def test_the_shipped_rules_are_a_table():
    rules = shipped_thesaurus()
    assert parse_table(format_table(rules)) == rules


def test_one_way():
    index = indexed("Schnurbel", "Fuchtel", words=ruled("Schnurbel > Fuchtel"))
    assert set(uids(index, "Schnurbel")) == {"Schnurbel", "Fuchtel"}
    assert uids(index, "Fuchtel") == ["Fuchtel"]


def test_both_ways():
    index = indexed("Schnurbel", "Fuchtel", words=ruled("Schnurbel = Fuchtel"))
    assert uids(index, "Schnurbel") == ["Schnurbel", "Fuchtel"]
    assert uids(index, "Fuchtel") == ["Fuchtel", "Schnurbel"]


def test_several_meanings_and_terms():
    words = ruled("Schnurbel|Plumbel > Fuchtel|Wuchtel")
    index = indexed("Fuchtel", "Wuchtel", words=words)
    assert uids(index, "Schnurbel") == uids(index, "Plumbel") == ["Fuchtel", "Wuchtel"]


def test_a_rule_of_ours_is_switched_off():
    rule = next(rule for rule in shipped_thesaurus() if len(rule.terms[0].split()) == 1)
    pairs = merged(shipped_thesaurus(), ())
    off = merged(shipped_thesaurus(), [Rule(rule.terms, Direction.OFF)])
    terms = {normalize_word(term) for term in rule.terms}
    assert terms <= {normalize_word(term) for term, _meaning, _related in pairs}
    assert terms.isdisjoint(normalize_word(term) for term, _meaning, _related in off)
    own = Rule((rule.terms[0],), Direction.ONE_WAY, ("Fuchtel",))
    assert Pair(rule.terms[0], "Fuchtel") in merged(
        shipped_thesaurus(), [Rule(rule.terms, Direction.OFF), own]
    )


def test_a_phrase_is_met_by_words_near_each_other():
    rule = Rule(("schnurbel plumbel",), Direction.ONE_WAY, ("Fuchtel",))
    index = indexed("Fuchtel", words=SearchWords((rule,)))
    assert uids(index, "Schnurbel Plumbel") == ["Fuchtel"]
    assert uids(index, "den Plumbel und den Schnurbel") == ["Fuchtel"]
    assert uids(index, "Schnurbel") == []
    far = "Schnurbel " + "eins zwei drei vier fünf sechs sieben acht " + "Plumbel"
    assert uids(index, far) == []
