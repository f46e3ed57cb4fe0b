"""Every field of our content types is decided on: who shows it, who keeps it, to whom its change is news.

Each field in turn is emptied, or gets another value, in an object that has something in all fields. What
then differs knows the field: the object's page, its payload, its public state. Where none of them is to
know it, a table says why. Whoever adds a field learns here what there is to decide.
"""

import re
from dataclasses import replace

import pytest
from plone.dexterity.utils import iterSchemataForType
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool, IChoice, IDate

from tlvwa.portal.changes.public_state import public_states
from tlvwa.portal.common.clock import today

from ..content_fixtures import content_fixture
from ..factories import THUERINGEN, models
from ..http_client import manager
from .filled import filled_objects

PREFIX = "tlvwa.portal."
OURS = "tlvwa.portal.content."
IDS = {
    name: "says which record of a catalogue the object is: for programs, in the JSON of the object"
    for name in ("identifier", "agency_id")
}
OWN_PAGE = "only the page of the object shows it, and reads it from the object"
SEARCH = "only the search needs it"
LEDGER = "says where somebody has to be responsible, which the ledger compares"

# What the page of the object does not show, by type and field: who needs it instead.
NOT_SHOWN = {
    "Service": IDS
    | {
        "synonyms": SEARCH,
        "topics": "pages of topics and the search filter by it",
        "coverage": LEDGER,
        "coverage_areas": LEDGER,
        "criteria": "the finder asks the question",
        "responsible_text": "the finder shows it where nobody is responsible",
        "contact_text": "the finder names the contact points; the text is found, and is in the JSON",
        "leika_type": "a column of the editors' overview",
        "trust_level": "a key of the catalogue, in the JSON of the object",
        "parent_service": "the finder answers from the parent and says so",
    },
    "Authority": IDS
    | {
        "further_areas": "says in which areas its editors may write",
        "supervising": "keeps its records out of answers",
        "number_115": "told where there is no telephone; tests/browser/test_office_ways.py",
        "corpus_christi": "decides on one day of the year; tests/answers/test_office_hours.py",
        "synonyms": SEARCH,
    },
    "OnlineService": IDS,
    "ServiceForm": IDS,
    "Specialisation": IDS
    | {"replaces": "decides how the pages of the service join its texts and these"},
    "Publication": IDS,
    "TextVariant": {"synonyms": SEARCH},
    "FundingProgramme": IDS,
    "Reform": {
        "staying": "the rehearsal shows what stays with the old office",
        "land": "the rehearsal reads the register for it",
    },
}
# What the read models do not keep, and why they need not.
NOT_KEPT = {
    "Service": IDS
    | dict.fromkeys(("released_by", "released_on", "related_services"), OWN_PAGE)
    | {"trust_level": "a key of the catalogue, in the JSON of the object"},
    "Authority": IDS | dict.fromkeys(("full_text", "postal_address", "payment"), OWN_PAGE),
    "OnlineService": IDS | {"full_text": OWN_PAGE},
    "ServiceForm": IDS,
    "Specialisation": IDS
    | dict.fromkeys(
        ("documents", "documents_text"),
        "the payload has the code of the module, which both fill; pages read them from the object",
    ),
    "Publication": IDS | dict.fromkeys(("abstract", "cover_text", "withdrawn_reason"), OWN_PAGE),
    "FundingProgramme": IDS
    | dict.fromkeys(
        ("purpose", "applicants", "objects", "amount_note", "application_path"), OWN_PAGE
    ),
    "Campaign": {"full_text": OWN_PAGE},
    "Portal": dict.fromkeys(("needed_services", "online_services", "full_text"), OWN_PAGE),
    "Signpost": dict.fromkeys(("full_text", "entries"), OWN_PAGE),
    "TextVariant": {"full_text": OWN_PAGE},
    "Reform": dict.fromkeys(
        ("day", "law", "source", "steps", "staying", "register", "land"),
        "a reform is read when it is rehearsed or applied; then the gazetteer has it",
    ),
}
# What the read models keep, and whose change is no news to those who follow the object.
NO_NEWS = {
    "Service": {
        "leika_keys": "the name by which catalogues know it",
        "leika_name": "the name by which catalogues know it",
        "synonyms": SEARCH,
        "audience": SEARCH,
        "topics": SEARCH,
        "reviewed": "a note among editors",
        "place_of_reference": "words of the question only",
        "coverage": LEDGER,
        "coverage_areas": LEDGER,
        "criteria": "a record says to whom an answer leads, and its change is news",
        "leika_type": "a key of the catalogue",
        "parent_service": "an answer derived from a parent is only a hint",
    },
    "Authority": {
        "kind": "says what it is, not what it does",
        "contact_sources": "says how old the contact data are; what changes in them is news itself",
        "further_areas": "says in which areas its editors may write",
        "members": "the areas of its records are the news",
        "supervising": "its records are no longer public states then, which is the news",
        "corpus_christi": "decides on one day of the year",
        "latitude": "its address is the news",
        "longitude": "its address is the news",
        "public_transport": "a help on the way; its address is the news",
        "number_115": "a number beside its own, which is the news",
        "appointment_url": "a way beside its telephone, which is the news",
        "synonyms": SEARCH,
    },
    "OnlineService": {
        "provider": "its address is the news",
        "trust_level": "its address is the news",
    },
    "ServiceForm": {"file": "its address stays"},
    "Responsibility": {
        **dict.fromkeys(
            ("confirmed_on", "checked_against", "source_date"),
            "that it is confirmed changes nothing",
        ),
        **dict.fromkeys(
            ("exceptions_possible", "known_exceptions", "known_since"),
            "how sure the answer is, not what it is",
        ),
        "overlap_reason": "a note among editors",
        "overlap_until": "a note among editors",
        "example": "a note that it is not checked",
    },
}
# Types that nobody can follow, and why not.
NOT_FOLLOWED = {
    "Specialisation": "it adds to a service that is followed itself",
    "Publication": "publications have feeds of their own",
    "FundingProgramme": "its list shows what is open",
    "Campaign": "it points to something else",
    "Portal": "it points to something else",
    "Signpost": "it points to something else",
    "TextVariant": "it says the same in another language",
    "Reform": "the areas that it changes are followed",
}


@content_fixture
def filled(portal):
    """The filled objects, by a name."""
    return filled_objects(portal)


def own_fields(portal_type):
    """The fields of a type that Plone's behaviours do not bring."""
    return {
        name: field
        for schema in iterSchemataForType(portal_type)
        if schema.__module__.startswith(OURS)
        for name, field in getFieldsInOrder(schema)
    }


def is_filled(obj, name):
    return getattr(obj, name) not in (None, [], "", False)


def other_value(obj, name, field):
    """Another value that the field may have; none, where it may be empty."""
    value = getattr(obj, name)
    if IBool.providedBy(field):
        return not value
    if field.required and IChoice.providedBy(field):
        terms = field.bind(obj).vocabulary
        return next(term.value for term in terms if term.value != value)
    if field.required and IDate.providedBy(field):
        return value.replace(year=value.year + 1)
    return field.missing_value


def looks(visitor, obj):
    """What the page, the read models and followers know of an object."""
    page = visitor.get(obj.absolute_url())
    assert page.status_int == 200
    snapshot = models()
    node = snapshot.nodes[obj.UID()]
    state = public_states(snapshot, today(), THUERINGEN).get(obj.UID())
    return main_part(page), payload_values(node.payload), state


def main_part(page):
    """The part of a page that is the object's own, without what is new in each answer."""
    return re.sub(r'name="_authenticator" [^>]*', "", str(page.html.select_one("#content")))


def payload_values(payload):
    """The payload without the time of the last change."""
    return replace(payload, modified="") if hasattr(payload, "modified") else payload


def known_by(visitor, objects):
    """For each field: the indexes of what differs in any of the objects when it has another value."""
    known = {}
    for obj in objects:
        before = looks(visitor, obj)
        assert before == looks(visitor, obj), "what differs of itself tells nothing about fields"
        for name, field in own_fields(obj.portal_type).items():
            if not is_filled(obj, name):
                continue
            value = getattr(obj, name)
            setattr(obj, name, other_value(obj, name, field))
            obj.reindexObject()
            differences = zip(before, looks(visitor, obj), strict=True)
            known.setdefault(name, set()).update(
                index for index, (old, new) in enumerate(differences) if old != new
            )
            setattr(obj, name, value)
        obj.reindexObject()
    return known


TYPES = (
    *("Authority", "Campaign", "FundingProgramme", "OnlineService", "Portal", "Publication"),
    *("Reform", "Responsibility", "Service", "ServiceForm", "Signpost", "Specialisation"),
    "TextVariant",
)


def test_all_types_are_looked_at(portal):
    ours = {name for name in portal.portal_types.objectIds() if name.startswith(PREFIX)}
    assert ours == {PREFIX + name for name in TYPES}


@pytest.mark.parametrize("name", TYPES)
def test_every_field_is_filled_somewhere(filled, name):
    objects = [obj for obj in filled.values() if obj.portal_type == PREFIX + name]
    empty = {
        field
        for field in own_fields(PREFIX + name)
        if not any(is_filled(obj, field) for obj in objects)
    }
    assert empty == set(), "give the field a value in tests/content/filled.py"


@pytest.mark.parametrize("name", TYPES)
def test_every_field_is_decided_on(portal, filled, name):
    objects = [obj for obj in filled.values() if obj.portal_type == PREFIX + name]
    known = known_by(manager(portal), objects)
    shown, kept, news = ({field for field in known if index in known[field]} for index in range(3))
    assert known.keys() - shown == NOT_SHOWN.get(name, {}).keys(), "show it, or say in NOT_SHOWN"
    assert known.keys() - kept == NOT_KEPT.get(name, {}).keys(), "keep it, or say in NOT_KEPT"
    if name in NOT_FOLLOWED:
        assert news == set(), "it can be followed: take it out of NOT_FOLLOWED"
    else:
        assert kept - news == NO_NEWS.get(name, {}).keys(), (
            "put it into the state, or say in NO_NEWS"
        )


def test_tables_name_types_and_fields_that_exist():
    for table in (NOT_SHOWN, NOT_KEPT, NO_NEWS):
        assert table.keys() <= set(TYPES)
    assert NOT_FOLLOWED.keys() <= set(TYPES) - NO_NEWS.keys()
