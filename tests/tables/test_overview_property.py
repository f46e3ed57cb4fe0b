"""Filtering, sorting and paging a list, against a computation that is plain and slow."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from plone.batching import Batch

from tlvwa.portal.finder.records import (
    ExpectedCoverage,
    Record,
    RecordEffect,
    Role,
    ServiceDefinition,
)
from tlvwa.portal.readmodels.journal import JournalStamp
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    ServicePayload,
)
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.tables.overviews.responsibilities import RESPONSIBILITIES
from tlvwa.portal.tables.overviews.row_context import AUTHORITY, RECORD, SERVICE, RowContext
from tlvwa.portal.tables.overviews.services import SERVICES

from ..finder.examples import EISENBERG, ERFURT, GAZETTEER, GOESEN, KREIS

DAY = date(2026, 11, 23)
STATES = ("draft", "published")
TITLES = st.sampled_from(("Bau", "bauen", "Äpfel", "apfel", "", "Zelt 1", "-", "Straße"))
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
INSIDE = {KREIS: {EISENBERG, GOESEN}, ERFURT: {ERFURT}, EISENBERG: {EISENBERG}}
ROWS = st.lists(
    st.tuples(
        TITLES,
        st.sampled_from(STATES),
        st.booleans(),  # whether the person sees it
        st.sampled_from((EISENBERG, GOESEN, ERFURT)),
        DAYS,
        st.sampled_from(("", "§ 1", "§ 5 ThürKO")),
        st.booleans(),
        st.integers(0, 9),
    ),
    max_size=40,
)


class Catalogue:
    """States and changes of the generated rows."""

    titles = (("draft", "Entwurf"), ("published", "Veröffentlicht"))

    def __init__(self, rows):
        self.rows = rows

    def _row(self, node):
        return self.rows[int(node.uid[1:])]

    def state(self, node):
        return self._row(node)[1]

    def moment(self, node):
        return self._row(node)[7]

    def changed(self, node):
        return DAY - timedelta(days=self._row(node)[7])


def records_and_services(rows):
    """The models of a service, an authority and a record for each row; and a service for each."""
    nodes = [
        Node("plone", "/plone", "Plone Site", "Plone", True),
        Node("amt", "/plone/amt", AUTHORITY, "Amt", True, payload=AuthorityPayload(area=ERFURT)),
    ]
    for number, (title, _state, _seen, area, last, law, reviewed, _moment) in enumerate(rows):
        record = Record(
            f"r{number}",
            Role.RESPONSIBLE,
            RecordEffect.RULE,
            "",
            "",
            valid_to=last,
            legal_basis=law,
        )
        named = (f"s{number}",) if reviewed else ()
        payload = ResponsibilityPayload(record, named, (area,))
        nodes.append(
            Node(f"r{number}", f"/plone/amt/r{number}", RECORD, title, True, payload=payload)
        )
        about = ServicePayload(
            ServiceDefinition(f"s{number}", coverage=ExpectedCoverage.LAND), reviewed=reviewed
        )
        nodes.append(Node(f"s{number}", f"/plone/s{number}", SERVICE, title, True, payload=about))
    return Snapshot.build(JournalStamp("journal", 1, "serial"), GAZETTEER, nodes, "/plone")


def facts_of(rows):
    """The facts as the person sees them who sees what the rows say."""

    def see(nodes):
        return [
            node for node in nodes if not node.uid[1:].isdecimal() or rows[int(node.uid[1:])][2]
        ]

    return RowContext(records_and_services(rows), DAY, see, Catalogue(rows))


def naive(rows, keep, key, descending):
    """The numbers of the rows that are kept, in order: empty ones last, equal ones by title."""
    found = [number for number, row in enumerate(rows) if row[2] and keep(row)]
    found.sort(key=lambda number: (normalize_word(rows[number][0]), number_text(number)))
    empty = [number for number in found if key(rows[number]) in (None, "")]
    full = [number for number in found if number not in empty]
    return sorted(full, key=lambda number: key(rows[number]), reverse=descending) + empty


def number_text(number):
    """Numbers as UIDs are ordered: as texts."""
    return str(number)


@settings(max_examples=200)
@given(
    rows=ROWS,
    words=st.sampled_from(("", "bau", "AEPFEL", "zelt 1", "§ 5", "quark")),
    state=st.sampled_from(("", *STATES)),
    area=st.sampled_from(("", *INSIDE)),
    ends=DAYS,
    law=st.sampled_from(("", "yes", "no")),
    sort=st.sampled_from(
        ("", "title", "-title", "to", "-to", "law", "-law", "changed", "-changed")
    ),
    start=st.integers(0, 30),
)
def test_records_as_in_a_naive_computation(rows, words, state, area, ends, law, sort, start):
    asked = RESPONSIBILITIES.read_query(
        {
            "q": words,
            "state": state,
            "area": area,
            "ends": ends.isoformat() if ends else "",
            "law": law,
            "sort": sort,
        }
    )
    found = RESPONSIBILITIES.matching(facts_of(rows), asked)

    def keep(row):
        texts = (
            normalize_word(row[0])
            + " amt "
            + normalize_word(row[5])
            + " "
            + (normalize_word(row[0]) if row[6] else "")
        )
        return (
            all(word in texts for word in normalize_word(words).split())
            and (not state or row[1] == state)
            and (not area or row[3] in INSIDE[area])
            and (ends is None or (row[4] is not None and row[4] < ends))
            and (not law or (law == "yes") is bool(row[5]))
        )

    keys = {
        "title": lambda row: normalize_word(row[0]),
        "to": lambda row: row[4],
        "law": lambda row: normalize_word(row[5]),
        "changed": lambda row: row[7],
    }
    expected = naive(rows, keep, keys[sort.removeprefix("-") or "title"], sort.startswith("-"))
    assert [node.uid for node in found] == [f"r{number}" for number in expected]
    page = [node.uid for node in Batch(found, 10, start)]
    assert len(page) <= 10
    if start < len(expected):
        assert page == [f"r{number}" for number in expected[start : start + 10]]


@given(
    rows=ROWS,
    reviewed=st.sampled_from(("", "yes", "no")),
    records=st.sampled_from(("", "yes", "no")),
)
def test_services_with_and_without_records(rows, reviewed, records):
    asked = SERVICES.read_query({"reviewed": reviewed, "records": records})
    found = SERVICES.matching(facts_of(rows), asked)

    def keep(row):
        return all(not given or (given == "yes") is row[6] for given in (reviewed, records))

    expected = naive(rows, keep, lambda row: normalize_word(row[0]), False)
    assert [node.uid for node in found] == [f"s{number}" for number in expected]
    assert len(SERVICES.visible(facts_of(rows))) == sum(row[2] for row in rows)
