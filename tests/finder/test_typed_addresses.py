"""spec:address: what people type as an address is read, or asked again, and never silently the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.finder.answer import Doubt

from .examples import ADDRESS, GOESEN, KREIS, NAME, ask, resolver, rule, targets

BOTH = {"criteria": (ADDRESS,)}
MARKET = resolver(
    rule("r1", "A", KREIS, criterion="address", values=("Marktstraße 1-20",)),
    rule("r2", "B", KREIS),
    **BOTH,
)
JUNE = resolver(
    rule("r1", "A", KREIS, criterion="address", values=("Straße des 17. Juni", "Karl-Marx-Str.")),
    rule("r2", "B", KREIS),
    **BOTH,
)
LONG = "Marktstraße 5 " + "sehr lang " * 30

READ = """Marktstraße 5|Marktstr. 5|Marktstr.5|Marktstraße5|marktstr 5|MARKTSTRASSE 5|Markt-Straße 5
    |Markt Str. 5|Marktstraße Nr. 5|Marktstraße Nr.5|Marktstraße Hausnr. 5|Marktstraße, Hausnummer: 5
    |5 Marktstraße|Nr. 5 Marktstraße|Marktstraße, 5|Marktstraße 5a|Marktstraße 5 a|Marktstraße 5A
    |Marktstraße 5 Hinterhaus|Marktstraße 5, Hinterhaus|Marktstraße 5 (1. OG)|Marktstraße 5, 3. Stock
    |Marktstraße 5 Whg 34|Marktstraße 5, App. 30|Marktstraße 5/OG|Marktstraße 5 Haus 2
    |Marktstraße 5, 99423 Weimar|Marktstraße 5 99423 Weimar|Marktstraße 5 Weimar|99423 Weimar, Marktstraße 5
    |D-99423 Weimar, Marktstr. 5|Weimar, Marktstr. 5|Max Mustermann, Marktstr. 5, 99423 Weimar
    |Marktstraße 5 - 99423 Weimar|Marktstraße 12 1/2|Marktstraße 12½|Marktstraße 12a-c|Marktstraße 12a/b
    |Marktstraße 12 a - c|Marktstraße 5-7|Marktstraße 5 – 7|Marktstraße 5/7|Marktstraße 5 und 7
    |Marktstraße 5+7|Marktstraße 5 bis 7|Mark\u00adtstra\u200bße 5|Marktstra\u0308ße 5"""
REST = """Marktstraße 21|Marktstraße 21a|Marktstraße 211|Hauptweg|Hauptweg 3|Goethestr. 3|Schillerstraße 3
    |Bahnhofstraße 3|Lindenallee 3|Lange Brücke 5|Am Graben 1|Straße des 17. Juni 5|Hauptweg 5 99423 Weimar
    |Marktstraße 21-23|Ring 3|*"""


def reply(found, typed):
    """The office, or why it is asked again."""
    answer = ask(found, GOESEN, {"address": typed})
    return answer.question.doubt if answer.question else targets(answer.offices)[0]


@pytest.mark.parametrize(
    "typed",
    READ.split("|"),
)
def test_an_address_is_read_in_any_wording(typed):
    typed = typed.strip().replace("ra\u0308", "ra")
    assert reply(MARKET, typed) == "A"


def test_lines_of_a_letter_are_read():
    assert reply(MARKET, "Max Mustermann\nMarktstraße 5\n99423 Weimar") == "A"


@pytest.mark.parametrize(
    "typed",
    REST.split("|"),
)
def test_what_clearly_is_another_address_is_the_rest(typed):
    assert reply(MARKET, typed.strip()) == "B"


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        *((typed, Doubt.SIMILAR) for typed in ("Marktsraße 5", "Markstraße 5", "Markt 5")),
        *((typed, Doubt.SIMILAR) for typed in ("Marktplatz 5", "Am Markt 5", "Mrktstr. 5")),
        *((typed, Doubt.SIMILAR) for typed in ("Alte Marktstraße 5", "99423 Weimar Marktstraße 5")),
        *((typed, Doubt.SIMILAR) for typed in ("Max Mustermann Marktstr. 5", "Marktstraße V")),
        *((typed, Doubt.NUMBER) for typed in ("Marktstraße", "Marktstraße, 99423 Weimar")),
        *((typed, Doubt.NUMBER) for typed in ("Marktstraße 19-22", "Marktstraße 20/22")),
        *((typed, Doubt.NUMBER) for typed in ("Marktstraße 5, 25", "Marktstraße 5 oder 25")),
        *((typed, Doubt.NUMBER) for typed in ("Marktstraße 0", "Marktstraße 5.7.9")),
        *(
            (typed, Doubt.STREET)
            for typed in ("Schilerstraße 3", "Bahnofstraße 3", "Hauptstrase 1")
        ),
        *((typed, Doubt.STREET) for typed in ("5", "Nr. 5", "5a", "99423", "Weimar", "weiß nicht")),
        *(
            (typed, Doubt.STREET)
            for typed in ("", " ", "!!!", "\u200b", "Straße 5", "Str. 5", LONG)
        ),
        *((typed, Doubt.STREET) for typed in ("1. OG", "Hinterhaus", "xyz 5", "K.-M.-Str. 5")),
    ],
)
def test_what_was_not_read_is_asked_again(typed, doubt):
    assert reply(MARKET, typed) is doubt


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Str. d. 17. Juni 5", "A"),
        ("Straße des 17. Juni", "A"),
        ("Strasse des 17 Juni 5a", "A"),
        ("Straße des 17. Juni Nr. 5", "A"),
        ("Karl Marx Straße 3", "A"),
        ("Karl-Marx-Strasse3", "A"),
        ("K.-Marx-Str. 3", Doubt.SIMILAR),
        ("Marxstraße 3", Doubt.SIMILAR),
        ("Karl-Max-Straße 3", Doubt.SIMILAR),
        ("Straße des 18. Juni 5", Doubt.SIMILAR),
        ("Straße der Einheit 5", "B"),
    ],
)
def test_numbers_and_short_words_in_a_name(typed, expected):
    assert reply(JUNE, typed) == expected


def test_a_similar_street_is_offered_and_none_of_them_is_a_reply():
    answer = ask(MARKET, GOESEN, {"address": "Marktsraße 5"})
    options = [(option.label, option.rest) for option in answer.question.options]
    assert options == [("Marktstraße 5", False), ("*", True)]
    offices = [
        targets(ask(MARKET, GOESEN, option.parameters).offices)
        for option in answer.question.options
    ]
    assert offices == [["A"], ["B"]]


def test_a_street_that_is_named_itself_is_not_doubted():
    found = resolver(
        rule("r1", "A", KREIS, criterion="address", values=("Marktstraße",)),
        rule("r2", "C", KREIS, criterion="address", values=("Markt",)),
        rule("r3", "B", KREIS),
        **BOTH,
    )
    for typed, office in (("Markt 5", "C"), ("Marktstraße 5", "A")):
        answer = ask(found, GOESEN, {"address": typed})
        assert targets(answer.offices) == [office]
        won = [step.record.id for step in found.explain(answer) if step.outcome == "won"]
        assert won == [answer.offices[0].record.id]


def test_streets_with_one_answer_are_not_asked_apart():
    found = resolver(rule("r1", "A", KREIS, criterion="address", values=("Marktstraße",)), **BOTH)
    both = resolver(
        rule("r1", "A", KREIS, criterion="address", values=("Marktstraße",)),
        rule("r2", "A", KREIS),
        **BOTH,
    )
    assert reply(found, "Marktsraße") is Doubt.SIMILAR
    assert reply(both, "Marktsraße") == "A"


@pytest.mark.parametrize("value", ["Marktstraße 5 Hinterhaus", "Marktstraße 5, 7", "Markt 9-1"])
def test_a_value_has_to_be_read_as_a_whole(value):
    with pytest.raises(ValueError, match="address"):
        ADDRESS.region((value,))


def test_values_with_fractions_and_letters():
    assert ADDRESS.region(("Markt 12 1/2",)) == ADDRESS.region(("Markt 12",))
    assert ADDRESS.region(("Markt 12a-c",)) == ADDRESS.region(("Markt 12",))


STREETS = st.sampled_from(
    ["Am Markt", "Ring", "Straße des 17. Juni", "Straße 12 Nr. 1-", "An der B", "Karl-Marx-Str."]
)
NUMBERS = st.sampled_from(["", " 1-9", " 2-8 even", " 7", " 12-", " odd", " 3-5 odd", " 12345"])
VALUES = st.tuples(STREETS, NUMBERS).map(
    lambda parts: parts[0] if parts[0].startswith("Straße 12") else "".join(parts)
)


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_every_reply_that_is_offered_is_read_as_what_it_says(values):
    region = ADDRESS.region(tuple(values))
    text = ADDRESS.write(region, values)
    assert ADDRESS.fact(ADDRESS.reply(region, text)) == region


BEFORE = st.sampled_from(["", "Weimar, ", "99423 Weimar, ", "Max Mustermann, "])
BEHIND = st.sampled_from(["", "a", " Hinterhaus", " (1. OG)", ", 99423 Weimar", " Weimar"])
STREET = st.sampled_from(["Marktstraße", "Marktstr.", "MARKT-STR.", "markt strasse"])
BETWEEN = st.sampled_from([" ", "", " Nr. ", ", ", " Hausnummer "])


@given(BEFORE, STREET, BETWEEN, st.integers(1, 40), BEHIND)
def test_what_stands_around_an_address_makes_no_difference(before, street, between, number, behind):
    typed = f"{before}{street}{between}{number}{behind}"
    assert reply(MARKET, typed) == ("A" if number <= 20 else "B")


@given(st.text(max_size=60))
def test_any_text_is_safe(typed):
    assert reply(MARKET, typed) in ("A", "B", *Doubt)


@given(st.data())
def test_a_letter_wrong_is_never_another_office_in_silence(data):
    letters = list("Marktstraße 5")
    at = data.draw(st.integers(0, len("Marktstraße") - 1))
    letters[at] = data.draw(st.sampled_from(["", "x", letters[at] * 2]))
    assert reply(MARKET, "".join(letters)) in ("A", Doubt.SIMILAR, Doubt.STREET)


HALVES = resolver(
    rule("r1", "a", KREIS, criterion="name", values=("A-K",)),
    rule("r2", "b", KREIS, criterion="name", values=("L-Z",)),
    criteria=(NAME,),
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("van der Velde", ["b"]),
        ("von der Leyen", ["b"]),
        ("de Maizière", ["Demaiziere", "Maiziere"]),
        ("de  Maizière", ["Demaiziere", "Maiziere"]),
        ("el Masri", ["Elmasri", "Masri"]),
        ("Al-Masri", ["Almasri", "Masri"]),
        ("D'Angelo", ["a"]),
        ("O'Neill", ["b"]),
        ("Müller-Abel", ["b"]),
        ("Prof. Dr. Zorn", ["b"]),
        ("Herr Zorn", ["b"]),
        ("Anna Zorn", ["Annazorn", "Zorn"]),
    ],
)
def test_a_name_of_several_words_is_asked_for_only_where_letters_differ(typed, expected):
    answer = ask(HALVES, GOESEN, {"name": typed})
    if answer.question is None:
        assert targets(answer.offices) == expected
        return
    assert answer.question.doubt is Doubt.LETTER
    assert [option.label for option in answer.question.options] == expected
    for option in answer.question.options:
        assert ask(HALVES, GOESEN, option.parameters).question is None
