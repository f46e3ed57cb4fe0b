"""Suggestions while typing: by beginnings of names, of words and of parts; only what is shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.search import suggestions as module
from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import SearchIndex
from tlvwa.portal.search.suggestions import MOST, Suggestions
from tlvwa.portal.search.thesaurus import Direction, Rule

from ..bad_input import BAD

DAY = date(2026, 11, 25)
WORDS = SearchWords(rules=(Rule(("wauwau",), Direction.ONE_WAY, ("Hundesteuer",)),))
DOCUMENTS = (
    Document("steuer", "Hundesteuer", synonyms=("Hund anmelden",), keys=("99102015000000",)),
    Document("hund", "Gefährlichen Hund halten", keys=("99036008000000",)),
    Document("perso", "Personalausweis beantragen", audience=("citizens",)),
    Document("reise", "Reisepass", names=("Pass nach PaßG",)),
    Document("muell", "Müllabfuhr", synonyms=("Restmüll",)),
    Document("amt", "Bürgeramt Jena", kind="authority"),
    Document("geheim", "Hundegeheimnis", shown_from=DAY + timedelta(1)),
    Document("vorbei", "Hundevergangenheit", shown_to=DAY),
)


def index(documents=DOCUMENTS):
    return SearchIndex({each.uid: (each,) for each in documents}, WORDS)


SUGGESTIONS = Suggestions(index())


def found(typed, **given):
    return [each.document.uid for each in SUGGESTIONS.find(typed, DAY, **given)]


@pytest.mark.parametrize(
    ("typed", "uids"),
    [
        ("hu", ["steuer", "hund"]),
        ("HUND", ["steuer", "hund"]),
        ("steuer", ["steuer"]),  # inside a compound
        ("ausw", ["perso"]),
        ("mü", ["muell"]),
        ("mu", ["muell"]),
        ("mue", ["muell"]),
        ("pass nach passg", ["reise"]),
        ("hund halt", ["hund"]),
        ("halten hund", ["hund"]),
        ("wauw", ["steuer"]),  # the thesaurus leads to it
        ("bürgeramt", ["amt"]),
        ("h", []),
        ("", []),
        ("xyzzy", []),
    ],
)
def test_from_two_letters_on(typed, uids):
    assert found(typed) == uids


def test_it_says_by_which_name():
    names = {each.document.uid: each.name for each in SUGGESTIONS.find("wauwau", DAY)}
    assert names == {"steuer": "wauwau"}
    assert SUGGESTIONS.find("hund a", DAY)[0].name == "Hund anmelden"
    assert SUGGESTIONS.find("hundest", DAY)[0].name == ""


def test_only_what_is_shown_on_the_day():
    assert "geheim" in [
        each.document.uid for each in SUGGESTIONS.find("hundeg", DAY + timedelta(1))
    ]
    assert found("hundeg") == found("hundev") == []


def test_a_variant_that_is_not_shown_names_nothing():
    own = Document("hund", "Hundesteuer")
    variant = Document("hund", "Dog tax", is_variant=True, shown_from=DAY + timedelta(1))
    suggested = Suggestions(SearchIndex({"hund": (own, variant)}))
    assert suggested.find("dog", DAY) == []
    assert [each.document for each in suggested.find("dog", DAY + timedelta(1))] == [own]


def test_of_one_kind_and_for_whom_wanted():
    assert [each.document.uid for each in Suggestions(index(), "authority").find("am", DAY)] == [
        "amt"
    ]
    assert found("pe", wanted=lambda each: "businesses" in each.audience) == []


def test_at_most_ten_and_few_of_one_leistungsobjekt():
    documents = [
        Document(f"{n}", f"Hund {n:03}", keys=(f"{99000000 + n // 50}000000",)) for n in range(600)
    ]
    suggested = Suggestions(index(documents))
    assert len(suggested.find("hund", DAY)) == MOST
    assert len(suggested.find("hund", DAY, most=3)) == 3
    objects = [each.document.leistungsobjekt for each in suggested.find("hund", DAY)]
    assert max(map(objects.count, objects)) <= 3


@given(st.permutations(DOCUMENTS), st.sampled_from(["hu", "hund", "steuer", "pe", "mü", "am"]))
def test_the_order_does_not_hang_on_chance(documents, typed):
    again = Suggestions(index(documents)).find(typed, DAY)
    assert [each.document.uid for each in again] == found(typed)


def test_following_gives_the_same_as_building():
    followed = index(DOCUMENTS[:3]).replace({each.uid: (each,) for each in DOCUMENTS[3:]})
    followed = followed.replace({"hund": ()})
    built = index([each for each in DOCUMENTS if each.uid != "hund"])
    for typed in ("hu", "st", "ausw", "wa", "am", "ge"):
        assert Suggestions(followed).find(typed, DAY) == Suggestions(built).find(typed, DAY)


@pytest.mark.parametrize("typed", BAD)
def test_whatever_is_typed(typed):
    assert len(SUGGESTIONS.find(typed, DAY)) <= MOST


def test_the_work_is_bounded(monkeypatch):
    documents = [Document(f"{n}", f"Hund {n}", shown_to=DAY) for n in range(500)]
    suggested = Suggestions(index(documents))
    monkeypatch.setattr(module, "MOST_READ", 100)
    looked_at = []
    assert suggested.find("hund", DAY, wanted=looked_at.append) == []
    assert len(suggested._numbers_starting_with("hund")) == 100
    assert looked_at == []
    assert len(list(suggested._matching_names("hu" * 30, ["hu" * 30]))) == 0
