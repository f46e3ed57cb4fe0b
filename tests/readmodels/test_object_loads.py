"""The object-load budget: lists and answers come from the read models and wake no content."""

import transaction
from plone import api

from tlvwa.portal.changes.detect import detect_changes
from tlvwa.portal.common.clock import now

from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    JENA,
    THUERINGEN,
    authority,
    folder,
    funding_programme,
    outside_a_request,
    publication,
    responsibility,
    service,
)
from ..pdf import pdf
from .object_loads import content_loads, writes

MANY = 100
CONTEXT = {
    "@service-search": {"b_size": "100"},
    "@suggest": {"q": "leistung"},
    "@areas": {"q": "Eisenberg"},
    "@@search": {"SearchableText": "Leistung Bericht"},
    "@responsible": {"service": DOG_TAX, "area": JENA},
    "zustaendigkeitsfinder": {"q": "Leistung"},
    "begruendung": {"service": DOG_TAX, "area": JENA},
    "@reason": {"service": DOG_TAX, "area": JENA},
    "nicht-zustaendig": {},
    "amt": {},
    "amt/leistung-0": {},
    "leistungen/hundesteuer": {},
    "@publications": {"b_size": "100"},
    "@@publikationen": {"q": "Bericht"},
    "@@publikationen.atom": {},
    "@@dcat.jsonld": {},
    "aenderungen": {"area": JENA},
    "aenderungen.atom": {"area": JENA},
    "aenderungen.json": {},
    "@@foerderprogramme": {},
    "bericht": {},
    "programm": {},
}


@content_fixture
def many(portal):
    """An authority with a hundred tasks and ten parts."""
    services, office = folder(portal, "leistungen"), authority(portal, area=JENA)
    common = {"coverage": "land", "commit": False}
    named = [service(services, f"leistung-{number}", **common) for number in range(MANY)]
    named.append(service(services, leika_keys=[DOG_TAX], **common))
    for number, each in enumerate(named):
        responsibility(office, each, name=f"leistung-{number}", areas=[THUERINGEN], commit=False)
    for number in range(30):
        publication(portal, f"bericht-{number}", publisher=office.UID(), commit=False)
        funding_programme(portal, f"programm-{number}", commit=False)
    publication(portal, data=pdf("x"), publisher=office.UID(), replaces=[portal["bericht-1"].UID()])
    funding_programme(portal, team=office.UID(), publications=[portal["bericht"].UID()])
    for number in range(10):
        authority(office, f"teil-{number}", commit=False)
    own = authority(portal, "eigene", area=THUERINGEN, supervising=True, commit=False)
    responsibility(own, *named, name="aufsicht", commit=False)
    api.portal.set_registry_record("tlvwa.portal.own_authority", own.UID())
    transaction.commit()
    outside_a_request(
        detect_changes, now()
    )  # the first time tells nothing; then all records of the office
    for number, each in enumerate(named):
        responsibility(office, each, name=f"noch-{number}", role="03", commit=False)
    transaction.commit()
    outside_a_request(detect_changes, now())
    transaction.commit()
    return portal


def asked(visitor, path):
    """The answer to one of the addresses."""
    accept = "text/html" if path[:2] == "@@" or path[:1] != "@" else "application/json"
    response = visitor.get(path, accept, **CONTEXT.get(path, {}))
    assert response.status_int == 200, path
    return response


def test_no_content_is_loaded_but_the_context(many, anybody):
    for path in CONTEXT:
        asked(anybody, path)
        with content_loads(many) as loaded:
            asked(anybody, path)
            names = {obj.getId() for obj in loaded}
        assert names - {"plone", *path.split("/")} == set(), path


def test_the_watch_sees_loads(many, visitor):
    with content_loads(many) as loaded:
        visitor("editor").get("leistungen", "application/json", fullobjects="1")
        names = {obj.getId() for obj in loaded}
    assert {"leistung-0", "leistung-1"} <= names


def test_no_get_writes(many, anybody, visitor):
    for path in ("", "sitemap"):  # Plone completes its own portlets when they are first shown
        asked(visitor("editor"), path)
    for path in (*CONTEXT, "", "leistungen", "sitemap", "@@search"):
        for who in (anybody, visitor("editor")):
            before = many._p_jar.db().lastTransaction()
            with writes() as registered:
                asked(who, path)
            assert registered == [], path
            assert many._p_jar.db().lastTransaction() == before, path
