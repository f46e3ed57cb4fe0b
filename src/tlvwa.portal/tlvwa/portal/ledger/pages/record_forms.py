"""Addresses of forms with which an editor closes a gap or ends an overlap. Nothing is written."""

from urllib.parse import urlencode

from AccessControl import getSecurityManager
from plone import api

from tlvwa.portal.common.dates import ONE_DAY
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.responsibility.form_address import (
    RESPONSIBILITY,
    TITLE_FIELD,
    WIDGET_PREFIX,
)
from tlvwa.portal.ledger.pages.likely_authorities import likely_authorities
from tlvwa.portal.ledger.pages.municipality_groups import cover
from tlvwa.portal.readmodels.visibility import EDIT

ADD = "tlvwa.portal: Add Responsibility"
MOST_AREAS = 100  # in an address; with more the editor chooses the areas in the form


def ways_to_close(request, snapshot, ledger, service, municipalities):
    """Yield likely authorities, best first: title, and the address of a form if the user may add to it."""
    areas = cover(ledger.territory, municipalities)
    for node in likely_authorities(snapshot, ledger, service, municipalities):
        url = (
            add_form_url(request, node, snapshot.nodes[service], areas)
            if _is_allowed(ADD, node)
            else ""
        )
        yield {"title": node.title, "url": url}


def add_form_url(request, authority, service, areas):
    """Return the address of the form for a new responsibility, with service and areas filled in."""
    parameters = [
        (f"{WIDGET_PREFIX}{TITLE_FIELD}", service.title),
        (f"{WIDGET_PREFIX}services", service.uid),
    ]
    if len(areas) <= MOST_AREAS:
        parameters += [(f"{WIDGET_PREFIX}areas", key) for key in areas]
    base = f"{url_of(request, authority)}/++add++{RESPONSIBILITY}"
    return f"{base}?{urlencode(parameters)}"


def last_day(day, today):
    """Return the last day of a rule that is to end before ``day``; never in the past: that stays law."""
    return max(today, day - ONE_DAY)


def edit_form_url(request, node):
    """Return the address of the form that edits a record; empty if the user may not."""
    return f"{url_of(request, node)}/edit" if _is_allowed(EDIT, node) else ""


def end_form_url(request, node, last):
    """Return the address of the form that edits a record, with a last day filled in; empty likewise."""
    edit = edit_form_url(request, node)
    return edit and f"{edit}?{urlencode({f'{WIDGET_PREFIX}valid_to': last.isoformat()})}"


def _is_allowed(permission, node):
    obj = api.portal.get().unrestrictedTraverse(node.path, None)
    return obj is not None and bool(getSecurityManager().checkPermission(permission, obj))
