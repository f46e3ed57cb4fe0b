"""Prefills the add form of a responsibility from its address: ``?form.widgets.services=UID&…``.

Values that a field does not accept, or that the user may not know of, are ignored. Nothing is
written: the user sees the form and saves it or not. Plone ignores values of GET requests in forms,
and still does so for all other fields and forms.
"""

from datetime import date

from z3c.form.interfaces import INPUT_MODE, IAfterWidgetUpdateEvent, IDataConverter
from zope.component import adapter

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import filter_for_editors

WIDGET_PREFIX = "form.widgets."
TITLE_FIELD = "IBasic.title"
RESPONSIBILITY, SERVICE = "tlvwa.portal.Responsibility", "tlvwa.portal.Service"
LONGEST = 200


@adapter(IAfterWidgetUpdateEvent)
def fill_in(event):
    """Set the value of a field from the address of its form if the form was requested with GET."""
    widget = event.widget
    name = widget.name.removeprefix(WIDGET_PREFIX)
    request = widget.request
    if name not in _READERS or widget.name not in request.form or widget.mode != INPUT_MODE:
        return
    if request.get("REQUEST_METHOD") != "GET" or not IPortalLayer.providedBy(request):
        return
    if getattr(widget.form, "portal_type", "") != RESPONSIBILITY:
        return
    value = _READERS[name](_texts(request.form[widget.name]))
    if value:
        widget.value = IDataConverter(widget).toWidgetValue(value)


def _texts(value):
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    stripped = (text.strip()[:LONGEST] for text in texts if isinstance(text, str))
    return list(dict.fromkeys(filter(None, stripped)))


def _services(texts):
    nodes = (site_snapshot().nodes.get(uid) for uid in texts)
    services = [node for node in nodes if node is not None and node.portal_type == SERVICE]
    return [node.uid for node in filter_for_editors(services)]


def _areas(texts):
    gazetteer = site_snapshot().gazetteer
    keys: dict[str, None] = {}
    for text in texts:
        try:
            keys[gazetteer.parse(text).key] = None
        except AreaError:
            continue
    return list(keys)


def _day(texts):
    try:
        return date.fromisoformat(texts[0]) if texts else None
    except ValueError:
        return None


def _text(texts):
    return next(iter(texts), "")


_READERS = {
    TITLE_FIELD: _text,
    "services": _services,
    "areas": _areas,
    "valid_from": _day,
    "valid_to": _day,
    "criterion": _text,
    "values": list,
}
