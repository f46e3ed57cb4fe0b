"""Hits of one Leistungsobjekt stand together, under the one that fits best."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.grouping import group_hits, ungrouped
from tlvwa.portal.search.index import Hit, SearchIndex

DAY = date(2026, 11, 25)


def hit(uid, *keys, score=1.0):
    return Hit(Document(uid, uid, keys=keys), score)


def told(groups):
    return [[each.document.uid for each in group.hits] for group in groups]


def test_under_the_best_in_its_place():
    hits = [
        hit("a", "99102015070000"),
        hit("b", "99036008012000"),
        hit("c", "99102015070001", "99036008012001"),
        hit("d"),
        hit("e"),
    ]
    groups = group_hits(hits)
    assert told(groups) == [["a", "c"], ["b"], ["d"], ["e"]]
    assert groups[0].best.uid == "a"
    assert [each.uid for each in groups[0].others] == ["c"]
    assert told(ungrouped(hits)) == [["a"], ["b"], ["c"], ["d"], ["e"]]
    assert group_hits([]) == ()


@given(st.lists(st.sampled_from(["99102015", "99036008", "99012001", ""]), max_size=30))
def test_nothing_is_lost_and_the_order_is_kept(objects):
    hits = [
        hit(str(number), *([f"{each}000000"] if each else []))
        for number, each in enumerate(objects)
    ]
    groups = group_hits(hits)
    assert sorted(each for group in told(groups) for each in group) == sorted(
        each.document.uid for each in hits
    )
    places = [int(group.best.uid) for group in groups]
    assert places == sorted(places)
    assert all(list(map(int, each)) == sorted(map(int, each)) for each in told(groups))
    assert len({group.best.leistungsobjekt for group in groups}) == len(groups)


def test_an_object_with_a_hundred_keys_does_not_flood_the_list():
    documents = {
        str(number): (Document(str(number), f"Hund {number}", keys=(f"99102015{number:06}",)),)
        for number in range(100)
    }
    documents["other"] = (Document("other", "Hund im Zug", keys=("99036008012000",)),)
    groups = group_hits(SearchIndex(documents).search("hund", DAY).hits)
    assert sorted(len(group.hits) for group in groups) == [1, 100]
