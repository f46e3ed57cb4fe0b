"""Measures of a query set, against values worked out by hand."""

from datetime import date

import pytest

from tlvwa.portal.search.csv_tables import RowError
from tlvwa.portal.search.evaluation import (
    JudgedQuery,
    RankChange,
    evaluate,
    parse_queries,
    rank_changes,
    read_queries,
    unknown_names,
)
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import Hit, MatchKind, SearchIndex, SearchResult
from tlvwa.portal.search.words import shipped_test_queries

HEAD = "id,kind,audience,query,gold,related,note"
# Two Leistungsobjekte with two keys each, and one.
A1, A2, B1, B2, C1 = (
    *("99001001000000", "99001001001000", "99002002000000", "99002002001000"),
    "99003003000000",
)


def document(name, *keys):
    return Document(name, name, keys=keys, short_name=f"{name}-name")


def asked(gold, *found, match=MatchKind.ALL_WORDS, kind="official"):
    """One query with its gold keys, and the search that answers it with some documents."""
    judged = JudgedQuery(f"{kind}-{len(found)}", kind, "Frage", frozenset(gold))
    return judged, SearchResult(
        match if found else MatchKind.NONE, tuple(Hit(each, 0.0) for each in found)
    )


def report(*pairs):
    answers = iter([result for _judged, result in pairs])
    return evaluate([judged for judged, _result in pairs], lambda _query: next(answers))


def total(*pairs):
    return report(*pairs).as_dict()["total"]


def measures(told):
    return [told[name] for name in ("success@1", "success@3", "mrr@10", "recall@10")]


def test_ranks_by_hand():
    told = total(
        asked([A1], document("a", A1)),  # first
        asked([A1], document("b", B1), document("c", C1), document("a", A1)),  # third
        asked([A1], document("b", B1)),  # not at all
        asked([A1]),  # nothing found
    )
    assert told["queries"] == 4
    assert measures(told["per_key"]) == [0.25, 0.5, 0.3333, 0.5]
    assert told["without_results"] == 0.25
    assert told["none_correct"] is None


def test_the_right_object_by_the_wrong_key():
    told = total(asked([A1], document("b", B1), document("a", A2)))
    assert measures(told["per_object"]) == [0, 1, 0.5, 1]
    assert measures(told["per_key"]) == [0, 0, 0, 0]


def test_places_count_objects_or_services():
    told = total(asked([A1], document("b", B1), document("b2", B2), document("a", A1)))
    assert told["per_object"]["mrr@10"] == 0.5
    assert told["per_key"]["mrr@10"] == 0.3333


def test_several_keys_of_one_service():
    told = total(asked([A1, C1], document("both", B1, C1), document("a", A1)))
    assert measures(told["per_object"]) == [1, 1, 1, 1]
    assert measures(told["per_key"]) == [1, 1, 1, 1]
    told = total(asked([A1, B1, C1], document("both", B1, C1)))
    assert told["per_key"]["recall@10"] == told["per_object"]["recall@10"] == 0.6667


def test_what_has_no_key_takes_a_place():
    told = total(asked([A1], document("keyless"), document("other"), document("a", A1)))
    assert told["per_object"]["mrr@10"] == told["per_key"]["mrr@10"] == 0.3333


def test_only_the_first_ten_count():
    ten = [document(f"n{number}", f"99{number + 50:06}000000") for number in range(10)]
    told = total(asked([A1], *ten, document("a", A1)))
    assert measures(told["per_object"]) == measures(told["per_key"]) == [0, 0, 0, 0]
    told = total(asked([A1], *ten[:9], document("a", A1)))
    assert measures(told["per_object"]) == [0, 0, 0.1, 1]


def test_queries_without_an_answer():
    told = total(
        asked([], document("a", A1), match=MatchKind.EXACT),
        asked([], document("a", A1), match=MatchKind.ALL_WORDS),
        asked([], document("a", A1), match=MatchKind.CORRECTED),
        asked([], document("a", A1), match=MatchKind.SOME_WORDS),
        asked([]),
    )
    assert told["per_object"] is None
    assert told["per_key"] is None
    assert told["none_correct"] == 0.6
    assert told["without_results"] == 0.2


def test_intervals():
    """Wilson's for 5 of 10 and for all of 4: Brown, Cai and DasGupta 2001, by hand."""
    right, wrong = asked([A1], document("a", A1)), asked([A1], document("b", B1))
    told = total(*[right] * 5, *[wrong] * 5)["per_key"]
    assert told["intervals"]["success@1"] == [0.2366, 0.7634]
    assert told["intervals"]["mrr@10"] == [0.1733, 0.8267]  # 0.5 ± 1.96 · √(0.25 / 9)
    told = total(*[right] * 4)
    assert told["per_key"]["intervals"]["success@1"] == [0.5101, 1.0]
    assert told["intervals"]["without_results"] == [0.0, 0.4899]
    assert "none_correct" not in told["intervals"]


def test_one_query_says_nothing_of_a_mean():
    assert total(asked([A1], document("a", A1)))["per_key"]["intervals"]["mrr@10"] == [0.0, 1.0]


def test_the_shape():
    told = report(
        asked([A1], document("a", A1), kind="typo"), asked([], kind="none"), asked([A1])
    ).as_dict()
    assert list(told) == ["total", "by_kind"]
    assert list(told["by_kind"]) == ["typo", "none", "official"]
    shape = [
        *("queries", "per_object", "per_key", "none_correct", "false_offers_certain"),
        *("false_offers_doubtful", "without_results", "intervals"),
    ]
    assert all(list(each) == shape for each in (told["total"], *told["by_kind"].values()))
    assert [each["queries"] for each in told["by_kind"].values()] == [1, 1, 1]
    assert "failures" not in str(told)


def test_no_query():
    told = evaluate([], lambda _query: SearchResult(MatchKind.NONE, ())).as_dict()
    assert told["by_kind"] == {}
    assert told["total"]["queries"] == 0
    assert told["total"]["without_results"] is None


def test_equal_scores_stand_by_title():
    """The same in every order of documents, or the measures would hang on chance."""
    documents = {name: (Document(name, f"Steuer {name}", keys=(A1,)),) for name in "bca"}
    index = SearchIndex(documents)
    other = SearchIndex(dict(reversed(documents.items())))
    found = [each.search("Steuer", date(2026, 1, 1)).documents for each in (index, other)]
    assert found[0] == found[1]
    assert [each.uid for each in found[0]] == ["a", "b", "c"]


def test_what_a_change_does():
    before = report(
        asked([A1], document("b", B1), document("a", A1)),
        asked([A1], document("a", A1)),
        asked([], document("a", A1)),
        asked([A1], document("a", A1)),
    )
    after = report(
        asked([A1], document("a", A1)),
        asked([A1], document("b", B1)),
        asked([]),
        asked([A1], document("a", A1)),
    )
    changes = rank_changes(before, after)
    assert [(each.before, each.after) for each in changes] == [(2, 1), (1, 0), (0, 1)]
    assert [each.better for each in changes] == [True, False, True]
    assert RankChange(changes[0].judged, 0, 0).better is False


def test_the_shipped_queries():
    queries = parse_queries(shipped_test_queries())
    assert 80 <= len(queries) <= 120
    assert {each.kind for each in queries} == {
        *("official", "colloquial", "business", "typo", "compound", "question", "abbrev", "none"),
    }
    assert all(bool(each.gold) is (each.kind != "none") for each in queries)


def test_blank_lines_bom_and_line_ends():
    rows = [HEAD, f"a,typo,citizens,Hund,{A1}| {B1} |,x,y", "", ' b ,none,,"zwei, drei",,,']
    plain = parse_queries("\n".join(rows))
    assert plain == parse_queries("\ufeff" + "\r\n".join(rows) + "\r\n")
    assert [each.id for each in plain] == ["a", "b"]
    assert plain[0].gold == {A1, B1}
    assert plain[0].objects == {A1[:8], B1[:8]}
    assert plain[1].query == "zwei, drei"


def test_what_has_no_key_is_right_by_its_short_name():
    told = total(
        asked(["a-name"], document("a")),
        asked([B1, "a-name"], document("c", C1), document("a"), document("b", B1)),
        asked(["b-name"], document("a"), document("b", B1, A1)),
    )
    assert measures(told["per_key"]) == [0.3333, 1.0, 0.6667, 1.0]
    assert measures(told["per_object"]) == [0.3333, 1.0, 0.6667, 1.0]


def test_short_names_that_no_service_has():
    queries = parse_queries(f"{HEAD}\na,typo,,Hund,{A1}|hund|a-name,,\nb,typo,,Katze,,,\n")
    assert unknown_names(queries, [document("a", A1)]) == ["hund"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "die Spalten heißen"),
        ("id,query\n", 1, "die Spalten heißen"),
        (f"{HEAD}\na,typo,citizens,Hund\n", 2, r"7 Spalten erwartet \(.*\), gefunden: 4"),
        (f"{HEAD}\na,typo,,Hund,,,\nb,typo,,,,,\n", 3, "eine Kennung und eine Anfrage"),
        (f"{HEAD}\n,typo,,Hund,,,\n", 2, "eine Kennung und eine Anfrage"),
        (f"{HEAD}\na,typo,,Hund,{A1}|123,,\n", 2, "„123“ ist weder ein Leistungsschlüssel"),
        (f"{HEAD}\na,typo,,Hund,,,\n\na,typo,,Katze,,,\n", 4, "die Kennung a gibt es schon"),
        (f'{HEAD}\na,typo,,"zwei\nZeilen",,,\nb,typo,,x,99,,\n', 4, "„99“ ist weder"),
        (f'{HEAD}\na,typo,,"Hund,,,\n', 2, "kein CSV"),
        (HEAD + "".join(f"\n{number},x,,Hund,,," for number in range(5001)), 5002, "mehr als 5000"),
    ],
)
def test_a_broken_table_names_its_line(text, line, reason):
    with pytest.raises(RowError, match=reason) as raised:
        parse_queries(text)
    assert raised.value.line == line
    assert str(raised.value).startswith(f"Zeile {line}: ")


def test_a_file(tmp_path):
    file = tmp_path / "queries.csv"
    file.write_text(shipped_test_queries(), encoding="utf-8-sig", newline="\r\n")
    assert read_queries(file) == parse_queries(shipped_test_queries())
    file.write_bytes(f"{HEAD}\na,typo,,Hund,,,\nb,typo,,K\x81fer,,,\n".encode("latin-1"))
    with pytest.raises(RowError, match="weder UTF-8 noch Windows-1252") as raised:
        read_queries(file)
    assert raised.value.line == 3
