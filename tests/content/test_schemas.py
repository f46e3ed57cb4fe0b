"""What fields and forms refuse, and what they take."""

from datetime import date

import pytest
from zope.interface import Invalid
from zope.schema.interfaces import ValidationError

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.contact import valid_email, valid_phone
from tlvwa.portal.common.dates import ONE_DAY
from tlvwa.portal.content.authority.schema import IAuthority, ISpecialPeriod
from tlvwa.portal.content.invariants import area_key, leika_key, web_address
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.content.service.schema import IService
from tlvwa.portal.content.service_form.schema import IServiceForm
from tlvwa.portal.content.specialisation.schema import ISpecialisation

from ..factories import GOESEN, JENA, rich

GOOD = [
    (leika_key, ("99102015070000",)),
    (web_address, ("https://jena.de", "http://example.org/a?b=c#d", None)),
    (valid_phone, ("0361 57-100", "+49 3641 490", "115", "(03641) 49-0")),
    (valid_email, ("amt@example.org", "erika.muster+x@stadt.example.org")),
    (area_key, (JENA, GOESEN, "16", "16074", "160745052", "00", "16074025")),
]
BAD = [
    (leika_key, ("", "9910201507000", "991020150700000", "10102015070000", "99 102015070000")),
    (web_address, ("jena.de", "javascript:alert(1)", "data:text/html,x", "https://a b", "//a")),
    (valid_phone, ("", "1", "keine", "+49")),
    (valid_email, ("", "amt", "amt@example", "a b@example.org", "a@example.org, b@example.org")),
    (area_key, ("", "Jena", "169990000000", "1", "16074505299")),
]


def each(table):
    return [
        pytest.param(check, value, id=f"{check.__name__} {value}")
        for check, values in table
        for value in values
    ]


@pytest.mark.parametrize(("check", "value"), each(GOOD))
def test_taken(portal, check, value):
    assert check(value) is True


@pytest.mark.parametrize(("check", "value"), each(BAD))
def test_refused(portal, check, value):
    with pytest.raises(Invalid):
        check(value)


@pytest.mark.parametrize(
    ("schema", "field", "value"),
    [
        (IService, "leika_keys", ["1"]),
        (IService, "coverage_areas", ["999"]),
        (IAuthority, "area", "Jena"),
        (IAuthority, "website", "javascript:alert(1)"),
        (IAuthority, "emails", ["amt"]),
        (IAuthority, "latitude", 91.0),
        (IResponsibility, "areas", ["999"]),
        (ISpecialisation, "areas", ["999"]),
        (IServiceForm, "url", "javascript:alert(1)"),
    ],
    ids=str,
)
def test_fields_use_them(portal, schema, field, value):
    with pytest.raises((ValidationError, Invalid)):
        schema[field].bind(portal).validate(value)


class Data:
    """What a form would save."""

    def __init__(self, **values):
        self.__dict__.update(values)

    def __getattr__(self, name):
        return None


def refused(schema, **values):
    """Whether the schema's invariants refuse the values."""
    errors = []
    try:
        schema.validateInvariants(Data(**values), errors)
    except Invalid:
        return True
    return False


FIRST, LAST = date(2027, 1, 1), date(2027, 1, 2)


def test_days_in_order():
    for schema, names in (
        (IResponsibility, ("valid_from", "valid_to")),
        (ISpecialisation, ("valid_from", "valid_to")),
        (ISpecialPeriod, ("first", "last")),
    ):
        rest = {"fees": [{}]} if schema is ISpecialisation else {}
        assert not refused(schema, **dict(zip(names, (FIRST, LAST), strict=True)), **rest)
        assert not refused(schema, **dict(zip(names, (FIRST, FIRST), strict=True)), **rest)
        assert refused(schema, **dict(zip(names, (LAST, FIRST), strict=True)), **rest)


def test_a_criterion_goes_with_its_values():
    assert not refused(IResponsibility, criterion="strasse", values=["land"])
    assert not refused(IResponsibility, criterion=None, values=[])
    assert refused(IResponsibility, criterion="strasse", values=[])
    assert refused(IResponsibility, criterion="", values=["land"])


AGREED = {
    "effect": "rule",
    "agreement": "delegating",
    "principal": "uid",
    "legal_basis": "Amtsblatt 3/2025",
    "valid_from": FIRST,
}


def test_an_agreement_says_whose_task_it_is_where_it_was_published_and_since_when():
    assert not refused(IResponsibility, **AGREED)
    assert not refused(IResponsibility, **AGREED | {"valid_from": None, "known_since": FIRST})
    for name in ("principal", "legal_basis", "valid_from"):
        assert refused(IResponsibility, **AGREED | {name: None}), name
    assert refused(IResponsibility, **AGREED | {"effect": "not_offered"})
    assert refused(IResponsibility, **AGREED | {"agreement": "none"})  # but a principal


def test_a_check_has_its_day_and_is_not_to_come():
    day, later = today(), today() + ONE_DAY
    checked = {"confirmed_on": day, "checked_against": "Hauptsatzung", "source_date": day}
    assert not refused(IResponsibility, **checked)
    assert not refused(IResponsibility, **checked | {"source_date": None})
    assert refused(IResponsibility, **checked | {"confirmed_on": None})
    assert refused(IResponsibility, **checked | {"checked_against": None})
    for name in ("confirmed_on", "source_date"):
        assert refused(IResponsibility, **checked | {name: later}), name


def test_known_since_stands_in_the_place_of_the_first_day():
    assert not refused(IResponsibility, known_since=FIRST, valid_to=LAST)
    assert refused(IResponsibility, known_since=FIRST, valid_from=FIRST)
    assert refused(IResponsibility, known_since=LAST, valid_to=FIRST)


def test_an_online_role_names_its_target():
    assert refused(IResponsibility, effect="rule", role="online_service")
    assert not refused(IResponsibility, effect="rule", role="online_service", target="uid")
    assert not refused(IResponsibility, effect="not_offered", role="form")


def test_a_specialisation_says_something_and_replaces_only_by_that():
    assert refused(ISpecialisation)
    assert refused(ISpecialisation, documents=[], full_text=rich("  "))
    assert not refused(ISpecialisation, documents_text=rich("<p>x</p>"), replaces=["08"])
    assert refused(ISpecialisation, documents_text=rich("<p>x</p>"), replaces=["08", "98"])


def test_a_form_is_somewhere():
    assert refused(IServiceForm)
    assert not refused(IServiceForm, url="https://example.org/a.pdf")
