"""Values and facts of criteria: initials after DIN 5007, streets and house numbers, choices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.finder import addresses, initials
from tlvwa.portal.finder.errors import CriterionError
from tlvwa.portal.finder.interval_sets import IntervalSet, partition, union

from .examples import ADDRESS, NAME, ROAD


def state(criterion, values, fact):
    return criterion.is_met(values, criterion.fact(fact))


@pytest.mark.parametrize(
    ("values", "fact", "expected"),
    [
        ("A-K", "K", True),
        ("A-K", "Kzzz", True),
        ("A-K", "L", False),
        ("A-K", "Ärger", True),
        ("L-Z", "Öhler", True),
        ("S-Sch", "Schmidt", True),
        ("S-Sch", "Sci", False),
        ("S-Sch", "S", None),
        ("Sci-St", "Straße", True),
        ("Sci-St", "Szabo", False),
        ("S", "Strauß", True),
        ("Ss", "ß", True),
        ("A-C, X", "Xaver", True),
        ("M", "Müller-Lüdenscheidt", True),
        ("A-K", "A-K", True),
        ("A-K", "J–M", None),
        ("O", "O'Neill", True),
        ("V", "von der Leyen", None),
        ("V", "van der Velde", True),
        ("D", "de Maizière", None),
        ("D, M", "de Maizière", True),
        ("E", "El-Masri", None),
        ("A-K", "D'Angelo", True),
        ("M", "Dr. Müller", True),
        ("Z", "Anna Zorn", None),
        ("A", "Anna Abel", True),
    ],
)
def test_initials(values, fact, expected):
    assert state(NAME, (values,), fact) is expected


@pytest.mark.parametrize("value", ["", "K-A", "1-3", "A-B-C", "A,,B"])
def test_a_range_of_initials_that_is_none_is_refused(value):
    with pytest.raises(CriterionError, match="name"):
        NAME.region((value,))


@pytest.mark.parametrize(
    ("value", "fact", "expected"),
    [
        ("Bahnhofstraße", "bahnhofstr. 7", True),
        ("Karl-Marx-Str.", "Karl Marx Straße 1", True),
        ("Mühlgasse", "Muehlgasse", True),
        ("Am Markt 1-9", "Am Markt 9", True),
        ("Am Markt 1-9", "Am Markt 10", False),
        ("Am Markt 1-9", "Am Markt", None),
        ("Am Markt 1-9 odd", "Am Markt 4", False),
        ("Am Markt ungerade", "Am Markt 5", True),
        ("Am Markt 2-8 gerade", "Am Markt 8c", True),
        ("Am Markt 12", "Am Markt 12a", True),
        ("Am Markt 50-", "Am Markt 4711", True),
        ("Am Markt 1-", "Am Markt", True),
        ("Straße des 17. Juni", "Straße des 17. Juni 5", True),
        ("Am Markt 3", "Am Markt 3/1", True),
        ("Am Markt", "Marktstraße 1", False),
        ("Am Markt", "*", False),
        ("Am Markt 3; Ring 4-6", "Ring 5", True),
    ],
)
def test_addresses(value, fact, expected):
    assert state(ADDRESS, (value,), fact) is expected


@pytest.mark.parametrize("value", ["", "12", "*", "Am Markt 4-4 odd", "Am Markt 9-1", " ; "])
def test_an_address_that_is_none_is_refused(value):
    with pytest.raises(CriterionError, match="address"):
        ADDRESS.region((value,))


def test_choices():
    assert state(ROAD, ("andere",), "andere") is True
    assert state(ROAD, ("andere",), "Bundesstraße") is False
    with pytest.raises(CriterionError, match="'Feldweg'"):
        ROAD.region(("Feldweg",))
    with pytest.raises(CriterionError, match="road"):
        ROAD.region(())


def test_disjoint_and_complete():
    assert NAME.are_disjoint([("A-K",), ("L-Z",)])
    assert NAME.are_complete([("A-K",), ("L-Z",)])
    assert not NAME.are_disjoint([("A-K",), ("K-Z",)])
    assert not NAME.are_complete([("A-K",), ("M-Z",)])
    assert NAME.are_complete([("A-Sch",), ("Sci-Z",)])
    assert not NAME.are_complete([("A-Sch",), ("Sd-Z",)])
    assert ROAD.are_complete([("andere",), ("Bundesstraße",)])
    assert not ROAD.are_complete([("andere",)])
    assert not ADDRESS.are_complete([("Am Markt",)])  # there are other streets
    assert ADDRESS.are_disjoint([("Am Markt odd",), ("Am Markt even",)])
    assert not ADDRESS.are_disjoint([("Am Markt 1-5",), ("Am Markt 5-9",)])


letters = st.text("ABCSTZ", min_size=1, max_size=3)
ranges = st.tuples(letters, letters).filter(lambda ends: ends[0] <= ends[1])
spans = ranges.map("-".join)
numbers = st.sampled_from(["", " 1-9", " 2-8 even", " 7", " 12-", " odd", " 3-5 odd", " 1-2"])
houses = st.tuples(st.sampled_from(["Am Markt", "Ring"]), numbers).map("".join)


@given(st.lists(spans, min_size=1, max_size=4))
def test_written_initials_are_read_back(values):
    region = NAME.region(tuple(values))
    assert NAME.fact(NAME.write(region)) == region
    assert initials.read_value(initials.write(region)) == region


@given(st.lists(houses, min_size=1, max_size=4))
def test_written_addresses_are_read_back(values):
    region = ADDRESS.region(tuple(values))
    assert ADDRESS.fact(ADDRESS.write(region, values)) == region
    assert addresses.read_value(ADDRESS.write(region, values)) == region


@given(st.lists(spans, min_size=1, max_size=4), letters)
def test_a_name_is_in_a_range_exactly_if_it_sorts_into_it(values, name):
    name += "M"  # a whole name, no bound lies behind it
    inside = any(
        low <= name and name[: len(high)] <= high
        for low, _, high in (value.partition("-") for value in values)
    )
    assert state(NAME, tuple(values), name) is inside


@given(st.lists(st.one_of(spans), min_size=1, max_size=4), letters)
def test_atoms_divide_what_is_known_and_each_decides(values, fact):
    regions = [NAME.region((value,)) for value in values]
    known = NAME.fact(fact)
    atoms = NAME.atoms(regions, known)
    assert union(atom.region for atom in atoms) == known
    for atom in atoms:
        for number, region in enumerate(regions):
            assert atom.region.is_subset(region) is (number in atom.members)
            assert atom.region.intersects(region) is (number in atom.members)


def test_regions_in_normal_form_are_equal():
    assert IntervalSet([("t", "a", "b"), ("t", "b", "c")]) == IntervalSet([("t", "a", "c")])
    assert not IntervalSet([("t", "b", "a")])
    whole = IntervalSet([("t", "a", "d")])
    parts = partition(whole, [IntervalSet([("t", "b", "c")])])
    assert parts[frozenset({0})] == IntervalSet([("t", "b", "c")])
    assert parts[frozenset()] == IntervalSet([("t", "a", "b"), ("t", "c", "d")])
