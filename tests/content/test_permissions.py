"""Who may see and ask what: one row for every view and endpoint that the add-on registers."""

import pytest
from plone import api
from zope.component import getGlobalSiteManager

from tlvwa.portal.interfaces import IPortalLayer

from ..layer import ROLES_OF
from ..making import (
    DOG_TAX,
    JENA,
    authority,
    online_service,
    responsibility,
    service,
    service_form,
    text_variant,
)

WHO = ("", *ROLES_OF)
EVERYBODY = (200, 200, 200, 200)
TYPES = (
    *("Authority", "OnlineService", "Responsibility"),
    *("Service", "ServiceForm", "TextVariant"),
)
AREA = {"service": DOG_TAX, "area": JENA}
# (context, name): the address, its parameters, and the status for each of WHO
PUBLISHED = {
    ("IPloneSiteRoot", "zustaendigkeitsfinder"): ("zustaendigkeitsfinder", {}, EVERYBODY),
    ("IPloneSiteRoot", "GET @areas"): ("@areas", {"q": "Jena"}, EVERYBODY),
    ("IPloneSiteRoot", "GET @responsible"): ("@responsible", AREA, EVERYBODY),
    ("IPloneSiteRoot", "GET @service-search"): ("@service-search", {}, EVERYBODY),
    ("IPloneSiteRoot", "POST @responsible"): ("@responsible", AREA, EVERYBODY),
    ("IService", "view"): ("hundesteuer/view", {}, EVERYBODY),
    ("ITextVariant", "view"): ("hundesteuer/en/view", {}, EVERYBODY),
    ("IAuthority", "view"): ("amt/view", {}, EVERYBODY),
    ("IResponsibility", "view"): ("amt/zustaendig/view", {}, EVERYBODY),
    ("IOnlineService", "view"): ("amt/online/view", {}, EVERYBODY),
    ("IServiceForm", "view"): ("amt/formular/view", {}, EVERYBODY),
}
DRAFT = (302, 302, 200, 200)
PARTS_OF_PAGES = {("Interface", "tlvwa-office"), ("Interface", "tlvwa-answer")}


def registered():
    """``(context, name)`` of every page and endpoint for requests to a site with the add-on."""
    return {
        (each.required[0].__name__, _readable(each.name))
        for each in getGlobalSiteManager().registeredAdapters()
        if each.name and len(each.required) == 2 and IPortalLayer in each.required
    }


def _readable(name):
    """``GET @areas`` for an endpoint, the view's name for a page."""
    method, _json, endpoint = name.partition("_application_json_")
    return f"{method} {endpoint}" if endpoint else name


@pytest.fixture
def content(portal):
    """One published object of each type."""
    dog_tax = service(portal, leika_keys=[DOG_TAX])
    text_variant(dog_tax)
    office = authority(portal)
    responsibility(office, dog_tax)
    online_service(office)
    service_form(office)
    return portal


def status(visitor, who, name, path, parameters):
    """The status of an answer."""
    if name.startswith("POST "):
        return visitor(who).post(path, parameters).status_int
    accept = "application/json" if " @" in name else "text/html"
    return visitor(who).get(path, accept, **parameters).status_int


def test_every_view_and_endpoint_has_a_row(portal):
    assert registered() - PARTS_OF_PAGES == PUBLISHED.keys()


@pytest.mark.parametrize(("context", "name"), PUBLISHED, ids=[" ".join(each) for each in PUBLISHED])
def test_published_content(content, visitor, context, name):
    path, parameters, expected = PUBLISHED[context, name]
    assert tuple(status(visitor, who, name, path, parameters) for who in WHO) == expected


@pytest.mark.parametrize("name", ["hundesteuer", "hundesteuer/en", "amt", "amt/zustaendig"])
def test_drafts(content, visitor, name):
    api.content.transition(content.unrestrictedTraverse(name), transition="retract")
    pages = tuple(visitor(who).get(name).status_int for who in WHO)
    assert pages == DRAFT
    told = tuple(visitor(who).get(name, "application/json").status_int for who in WHO)
    assert told == (401, 401, 200, 200)


@pytest.mark.parametrize("portal_type", sorted(TYPES))
@pytest.mark.parametrize(("who", "allowed"), zip(WHO, (False, False, True, True), strict=True))
def test_adding(content, visitor, who, allowed, portal_type):
    folder = {"TextVariant": "hundesteuer"}.get(portal_type, "amt")
    folder = "" if portal_type == "Service" else folder + "/"
    page = visitor(who).get(f"{folder}++add++tlvwa.portal.{portal_type}")
    assert (page.status_int == 200) is allowed


@pytest.mark.parametrize(("who", "allowed"), zip(WHO, (False, False, True, True), strict=True))
def test_editing(content, visitor, who, allowed):
    for path in ("hundesteuer", "hundesteuer/en", "amt", "amt/zustaendig", "amt/online"):
        assert (visitor(who).get(f"{path}/edit").status_int == 200) is allowed, path


@pytest.mark.parametrize("name", sorted(name for _context, name in PARTS_OF_PAGES))
def test_parts_of_pages_are_nobodys_pages(content, visitor, name):
    assert {visitor(who).get(f"@@{name}").status_int for who in WHO} <= {302, 401, 403}
