"""Contact data that an editor enters or changes get the editors as their source, and today as their day.

By form and REST, and only where the editor did not change the source of that piece, too. What programs
change (imports, the set-up) tells no fields in its event, and is left as it is.
"""

from plone.restapi.interfaces import IDeserializeFromJson
from z3c.form.interfaces import IAddForm, IDataExtractedEvent
from zope.component import adapter
from zope.interface import implementer
from zope.lifecycleevent.interfaces import IObjectModifiedEvent

from tlvwa.portal.common.clock import today
from tlvwa.portal.content.authority.contact_pieces import (
    PIECE_FIELDS,
    filled_pieces,
    own_entry,
    with_source,
)
from tlvwa.portal.content.authority.schema import IAuthority
from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import AuthorityPayload
from tlvwa.portal.workflow.history.initial_version import ContentFromJson

AUTHORITY = "tlvwa.portal.Authority"
NOTHING = AuthorityPayload()


@adapter(IAuthority, IObjectModifiedEvent)
def note_changed(authority, event):
    """Note the editors as the source of the pieces that a form or REST changed."""
    if not event.descriptions:
        return
    node = site_snapshot().nodes.get(authority.UID())
    before = node.payload if node is not None else None
    if not isinstance(before, AuthorityPayload):
        before = NOTHING
    after = IPayload(authority)
    for piece in _changed_pieces(before, after):
        if before.contact_source(piece) == after.contact_source(piece):
            _note(authority, piece)


@adapter(IDataExtractedEvent)
def note_added_by_form(event):
    """Note the editors as the source of what the form of a new authority has and says no source of."""
    is_authority = getattr(event.form, "portal_type", "") == AUTHORITY
    if event.errors or not (IAddForm.providedBy(event.form) and is_authority):
        return
    if "contact_sources" in event.data:
        rows = event.data["contact_sources"]
        event.data["contact_sources"] = _with_own_entries(rows, event.data)


@implementer(IDeserializeFromJson)
@adapter(IAuthority, IPortalLayer)
class AuthorityFromJson(ContentFromJson):
    """Writes JSON into an authority; notes the editors as the source of what a new one has."""

    def __call__(self, *arguments, create=False, **keywords):
        """Change and return the authority."""
        authority = super().__call__(*arguments, create=create, **keywords)
        if create:
            rows = authority.contact_sources
            authority.contact_sources = _with_own_entries(rows, authority.__dict__)
        return authority


def _with_own_entries(rows, values):
    known = {row.get("piece") for row in rows or ()}
    for piece in filled_pieces(values):
        if piece not in known:
            rows = with_source(rows, own_entry(piece, today()))
    return rows


def _changed_pieces(before, after):
    """Return the pieces whose values differ; texts are compared without blanks around them."""
    values = {
        "address": lambda payload: payload.address,
        "phones": lambda payload: payload.phones,
        "emails": lambda payload: payload.emails,
        "website": lambda payload: payload.website,
        "opening_hours": lambda payload: payload.hours,
    }
    return [piece for piece in PIECE_FIELDS if values[piece](before) != values[piece](after)]


def _note(authority, piece):
    authority.contact_sources = with_source(authority.contact_sources, own_entry(piece, today()))
