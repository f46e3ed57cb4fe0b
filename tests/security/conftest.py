"""Objects that strangers must not read: each kind in each state, each with a word of its own."""

import gzip
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
import transaction
from DateTime import DateTime
from plone import api
from plone.namedfile.file import NamedBlobFile, NamedBlobImage
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster

from tlvwa.portal.common.clock import now
from tlvwa.portal.interfaces import IPortalContent

from ..content.test_portal import PIXEL
from ..content_fixtures import content_fixture
from ..factories import (
    ASKING,
    JENA,
    SAVING,
    authority,
    file_in,
    folder,
    make,
    publish,
    rich,
)

GZIP = b"\x1f\x8b"
EDITOR = "geheime-redakteurin"
SECRET = re.compile(r"geheim\d{3}|geheime-redakteurin")
OURS = {
    "tlvwa.portal.Authority": {"area": JENA},
    "tlvwa.portal.Campaign": {},
    "tlvwa.portal.FundingProgramme": {},
    "tlvwa.portal.OnlineService": {"url": "https://example.org/online"},
    "tlvwa.portal.Portal": {"url": "https://example.org/portal"},
    "tlvwa.portal.Publication": {"kind": "bericht"},
    "tlvwa.portal.Reform": {},
    "tlvwa.portal.Responsibility": {},
    "tlvwa.portal.Service": {"reviewed": True},
    "tlvwa.portal.ServiceForm": {"url": "https://example.org/formular.pdf"},
    "tlvwa.portal.Signpost": {},
}
FORM = {"fields_model": ASKING, "actions_model": SAVING}
PLONES = {
    "Document": {},
    "News Item": {},
    "Event": {},
    "Folder": {},
    "Link": {"remoteUrl": "https://example.org/verweis"},
    "EasyForm": FORM,
}
FILES = ("File", "Image")  # have no workflow
STEPS = {"review": ("submit",), "released": ("submit", "release")}
STATES = (
    *("draft", "review", "released", "withdrawn", "future", "expired"),
    *("below_future", "below_expired", "below_private"),
)


@pytest.fixture
def virtual_hosting(functional):
    """Zope's part that reads what a proxy wrote into the path."""
    manage_addVirtualHostMonster(functional["app"], "virtual_hosting")
    transaction.commit()


@dataclass(frozen=True)
class Hidden:
    """An object that nobody but its editors may know of."""

    kind: str
    state: str
    path: str
    uid: str


def day(difference):
    """A day from today on, as Plone keeps it."""
    return DateTime((now() + timedelta(days=difference)).isoformat())


def states_of(kind):
    """The states in which an object of a kind can be."""
    if kind in FILES:
        return ("future", "expired")
    if kind in OURS:
        return STATES
    below = tuple(state for state in STATES if state.startswith("below"))
    return tuple(state for state in STATES if state not in (*below, "released"))


def hidden_object(where, portal_type, state, number, **fields):
    """An object of a kind in a state; what it says stands in its address, too."""
    name = f"geheim{number:03d}"
    given = {"id": name, "title": f"Titel {name}", "description": f"Kurz {name}"}
    if portal_type == "File":
        given["file"] = NamedBlobFile(name.encode(), "text/plain", f"{name}.txt")
    if portal_type == "Image":
        given["image"] = NamedBlobImage(PIXEL, "image/png", f"{name}.png")
    if portal_type == "Document":
        given["text"] = rich(f"<p>Text {name}</p>")
    if state == "future":
        given["effective_date"] = day(30)
    if state == "expired":
        given["expiration_date"] = day(-30)
    obj = make(where, portal_type, publish=False, commit=False, **given, **fields)
    obj.creators = (EDITOR,)
    bring_to_state(obj, state)
    obj.reindexObject()
    return obj


def bring_to_state(obj, state):
    """Take the steps of the workflow that lead to a state."""
    if obj.portal_type in FILES or state == "draft":
        return
    for step in STEPS.get(state, ()):
        api.content.transition(obj, step)
    if state not in STEPS:
        publish(obj)
    if state == "withdrawn":
        ours = IPortalContent.providedBy(obj) or obj.portal_type == "EasyForm"
        step = "withdraw" if ours else "retract"
        api.content.transition(obj, step, comment="Zur Probe.")


@content_fixture
def hidden(portal):
    """One object of each kind and state, among others that are public."""
    places = {
        "below_future": authority(portal, "kuenftig", effective_date=day(30)),
        "below_expired": authority(portal, "vorbei", expiration_date=day(-30)),
        "below_private": authority(portal, "privat", publish=False),
    }
    others = folder(portal, "offen")
    file_in(others, "anfang.txt")
    made = []
    for kind, fields in (OURS | PLONES | {kind: {} for kind in FILES}).items():
        for state in states_of(kind):
            obj = hidden_object(places.get(state, others), kind, state, len(made), **fields)
            path = "/".join(obj.getPhysicalPath()[2:])
            made.append(Hidden(kind, state, path, obj.UID()))
            if state == "future":
                make(others, "Document", id=f"offen-{len(made)}", title="Offen", commit=False)
    return made


@pytest.fixture
def stranger(anybody):
    """What a stranger is told in answer to any request, apart from the address asked for."""

    def stranger(path, method="GET", accept="text/html", body=b"", kind=None):
        response = anybody.request(method, path, accept, body, kind)
        body = response.body
        if path.endswith(".gz") and body.startswith(GZIP):
            body = gzip.decompress(body)
        told = body.decode("latin-1") + str(response.headers)
        secrets = set(SECRET.findall(told)) - set(SECRET.findall(path))
        return response.status_int, secrets

    return stranger
