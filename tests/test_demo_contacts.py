"""Contact data of the demo: complete as far as the sources go, and each piece with source and day."""

import csv
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tlvwa.portal.answers.queries.reachability import says_why_no_street
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.common.contact import valid_email, valid_phone
from tlvwa.portal.content.invariants import web_address
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.setuphandlers.demo import data
from tlvwa.portal.setuphandlers.demo.contacts import PIECES, ContactTables
from tlvwa.portal.setuphandlers.demo.offices import (
    district_offices,
    health_offices,
    municipal_offices,
)

from .test_demo_data import DAY, kernel, thueringen  # noqa: F401  (fixtures)

SHARED = Path(os.environ.get("TLVWA_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
REGISTER = SHARED / "places" / "gemeinden_bezirke_gv100ad_2025-08-31.csv"
TAX = "steuererklaerung"
LAST_ENTRY = date(2026, 11, 28)
# How many municipalities the register GV100AD of 31 August 2025 gives to each office.
TAX_DISTRICTS = {
    "finanzamt-erfurt": 38,
    "finanzamt-ilmenau": 16,
    "finanzamt-eisenach": 31,
    "finanzamt-gotha": 29,
    "finanzamt-muehlhausen": 81,
    "finanzamt-sondershausen": 43,
    "finanzamt-gera": 30,
    "finanzamt-jena": 131,
    "finanzamt-poessneck": 85,
    "finanzamt-altenburg": 43,
    "finanzamt-suedthueringen": 78,
}


@pytest.fixture(scope="module")
def offices():
    """The administrations, as the demo site makes them."""
    gazetteer = load_thueringen().gazetteer()
    return [*district_offices(gazetteer, data.districts()), *municipal_offices(gazetteer, DAY)]


@pytest.fixture(scope="module")
def fields(offices):
    """The contact fields of all authorities of the demo, by id."""
    tables = ContactTables()
    parts = health_offices(data.rows("health_offices"), offices)
    return (
        {office.id: tables.administration_fields(office) for office in offices}
        | {office.id: tables.health_office_fields(office) for office in parts}
        | {entry["id"]: tables.entry_fields(entry) for entry in data.authorities()}
    )


def with_field(fields, name):
    """The ids of those who have a value."""
    return {authority for authority, values in fields.items() if values[name]}


def of_pieces(values):
    """The pieces of contact data that fields hold."""
    return {
        *(["address"] if any(values[name] for name in PIECES["address"]) else []),
        *(name for name in ("phones", "emails", "website") if values[name]),
    }


def test_every_administration_has_a_row_and_every_row_an_administration(offices):
    keys = [row["key"] for row in data.rows("contacts")]
    assert len(keys) == len(set(keys)) == len(offices)
    assert set(keys) == {
        next(key for key in (office.district, office.serves, office.area) if key in keys)
        for office in offices
    }


def test_as_many_as_the_sources_name(fields, offices):
    of_offices = {office.id: fields[office.id] for office in offices}
    assert len(of_offices) - len(with_field(of_offices, "street")) == 1
    assert len(with_field(of_offices, "street")) == 205
    assert len(with_field(of_offices, "emails")) == 77
    streets = Counter(row["address_source"] for row in data.rows("contacts") if row["street"])
    assert streets["destatis-2026"] == 79
    later = {name: number for name, number in streets.items() if name.startswith("destatis-2023-")}
    assert sum(later.values()) == 12
    agreed = [row for row in data.rows("contacts") if row["url"]]
    assert len(agreed) == 58
    assert {row["website_source"] for row in agreed} == {"wikidata-destatis-2026"}


def test_offices_that_are_no_administrations_have_street_and_telephone(fields):
    health = {name: values for name, values in fields.items() if name.startswith("gesundheitsamt")}
    tax = {name: values for name, values in fields.items() if name.startswith("finanzamt")}
    assert (len(health), len(with_field(health, "street")), len(with_field(health, "phones"))) == (
        22,
        21,
        22,
    )
    assert len(with_field(tax, "street")) == len(with_field(tax, "phones")) == len(TAX_DISTRICTS)
    assert tax.keys() == TAX_DISTRICTS.keys()


def test_every_piece_has_one_source_and_its_day(fields):
    for name, values in fields.items():
        rows = values["contact_sources"]
        pieces = [row["piece"] for row in rows]
        assert len(pieces) == len(set(pieces)), name
        assert set(pieces) - {"opening_hours"} == of_pieces(values), name
        assert all(row["source"] and row["as_of"] <= LAST_ENTRY for row in rows), name


def test_every_source_is_used_and_explained():
    sources = data.table("sources")
    named = {row[f"{piece}_source"] for row in data.rows("contacts") for piece in SOURCED}
    named |= {entry["source"] for entry in [*data.authorities(), *data.districts()]}
    named |= {entry.get("opening_hours_source", "") for entry in data.authorities()}
    assert sources.keys() == named - {""} | {"rki-2026"}
    assert all(source.keys() == {"title", "as_of"} for source in sources.values())
    assert all(isinstance(source["as_of"], date) for source in sources.values())


SOURCED = ("address", "emails", "website")


def test_a_row_names_a_source_for_what_it_has_and_for_nothing_else():
    for row in data.rows("contacts"):
        for piece in SOURCED:
            has = any(row.get(name) for name in PIECES[piece])
            assert bool(row[f"{piece}_source"]) == has, row


def test_values_are_what_the_fields_of_an_authority_take(fields):
    for name, values in fields.items():
        assert not values["postal_code"] or re.fullmatch(r"\d{5}", values["postal_code"]), name
        assert all(valid_phone(phone["number"]) for phone in values["phones"]), name
        assert all(valid_email(email) for email in values["emails"]), name
        assert web_address(values["website"]), name
        assert values["street"] == " ".join(values["street"].split()), name


def test_no_mailbox_of_a_health_office_is_shown(fields):
    """The list that they are from is for notifications, and says of no mailbox that it is for more."""
    assert data.rows("health_offices")[0].keys() == {
        *("key", "department", "street", "post_box", "postal_code", "town", "phone")
    }
    written = {email for values in fields.values() for email in values["emails"]}
    assert [email for email in written if re.search(r"infektion|hygiene|gesundheit", email)] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("stadtverwaltung-berga-wunschendorf-076", "noch nicht"),
        ("gemeindeverwaltung-unstruttal-064", "99974 und 99996"),
        ("stadtverwaltung-gotha-067", "Ekhofplatz"),
        ("stadtverwaltung-suhl", "Friedrich-König-Straße"),
        ("gesundheitsamt-saale-holzland-kreis", "nur ein Postfach"),
    ],
)
def test_what_is_doubtful_or_elsewhere_is_said(fields, name, words):
    assert words in fields[name]["notice"]


def test_a_doubtful_postal_code_is_left_out(fields):
    unstruttal = fields["gemeindeverwaltung-unstruttal-064"]
    assert (unstruttal["street"], unstruttal["postal_code"]) == ("Herrenstraße 43", "")
    health = fields["gesundheitsamt-saale-holzland-kreis"]
    assert (health["street"], health["postal_code"]) == ("", "")
    assert health["postal_address"] == "Postfach 13 10\n07602 Eisenberg"


def test_without_a_row_the_register_names_the_town(offices):
    tables = ContactTables()
    tables._administrations.clear()
    jena = next(office for office in offices if office.id == "stadtverwaltung-jena")
    found = tables.administration_fields(jena)
    assert (found["street"], found["town"]) == ("", "Jena")
    assert {row["piece"] for row in found["contact_sources"]} == {"address", "website"}


def test_every_answer_names_a_street_or_says_why_not(fields, kernel, thueringen):  # noqa: F811
    _, municipalities = thueringen
    entries = [*data.services(), *data.referrals()]
    missing = Counter(
        won.target
        for entry in entries
        for decision in kernel.decisions(entry["id"], municipalities, DAY, DAY).values()
        for won in (decision.verdict.records or [()])[0]
        if decision.state is not LedgerState.NOT_OFFERED
        if not (fields[won.target]["street"] or says_why_no_street(fields[won.target]["notice"]))
    )
    assert missing == {}


# The tax office of each municipality, and its health office


def offices_of(kernel, municipalities, name):  # noqa: F811
    """The one who decides in each municipality."""
    decisions = kernel.decisions(name, municipalities, DAY, DAY)
    found = {key: [won.target for won in one.verdict.records[0]] for key, one in decisions.items()}
    assert {len(targets) for targets in found.values()} == {1}
    return {key: targets[0] for key, targets in found.items()}


def test_each_municipality_has_one_tax_office(kernel, thueringen):  # noqa: F811
    _, municipalities = thueringen
    assert Counter(offices_of(kernel, municipalities, TAX).values()) == TAX_DISTRICTS


def test_each_municipality_has_the_tax_office_of_the_register(kernel, thueringen):  # noqa: F811
    if not REGISTER.exists():
        pytest.skip(f"{REGISTER.name} is not here; TLVWA_DATA names the folder that holds it")
    _, municipalities = thueringen
    titles = {entry["id"]: entry["title"] for entry in data.authorities()}
    found = offices_of(kernel, municipalities, TAX)
    with REGISTER.open(encoding="utf-8") as lines:
        register = {row["ars"]: row["finanzamt"] for row in csv.DictReader(lines)}
    assert {key: titles[office] for key, office in found.items()} == register


def test_special_tasks_of_tax_offices_may_lie_elsewhere_and_the_answer_says_so(
    kernel,  # noqa: F811
):
    assurance = kernel.decide(TAX, "160540000000", DAY, DAY).assurance
    assert assurance.level == "exceptions_possible"


@pytest.mark.parametrize(
    ("place", "office"),
    [
        ("160630105105", "gesundheitsamt-des-wartburgkreises"),  # Eisenach
        ("160540000000", "gesundheitsamt-suhl"),
        ("160745052025", "gesundheitsamt-saale-holzland-kreis"),  # Gösen
    ],
)
def test_the_health_office_of_the_district_instructs(kernel, place, office):  # noqa: F811
    (won,) = kernel.decide("infektionsschutzbelehrung", place, DAY, DAY).verdict.records[0]
    assert won.target == office


def test_each_district_has_one_health_office(kernel, thueringen):  # noqa: F811
    _, municipalities = thueringen
    found = offices_of(kernel, municipalities, "infektionsschutzbelehrung")
    by_district = {(key[:5], office) for key, office in found.items()}
    assert len(by_district) == len({office for _, office in by_district}) == 22
