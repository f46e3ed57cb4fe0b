"""Forms of a responsibility filled in by their address: ``?form.widgets.services=UID&…``.

Filled in is what the fields take and the user may know of; all else is passed over. Nothing is
written: whoever opens the form sees it, and saves it or not. Plone by itself keeps requests by GET
from filling in forms, and it goes on doing so for all other fields and forms.
"""

from datetime import date

from z3c.form.interfaces import INPUT_MODE, IAfterWidgetUpdateEvent, IDataConverter
from zope.component import adapter

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.visibility import of_those_for_editors

PREFIX = "form.widgets."
TITLE = "IBasic.title"
RESPONSIBILITY, SERVICE = "tlvwa.portal.Responsibility", "tlvwa.portal.Service"
LONGEST = 200


@adapter(IAfterWidgetUpdateEvent)
def fill_in(event):
    """Give a field what the address of its form says, where the form was asked for by GET."""
    widget = event.widget
    name = widget.name.removeprefix(PREFIX)
    request = widget.request
    if name not in _READ or widget.name not in request.form or widget.mode != INPUT_MODE:
        return
    if request.get("REQUEST_METHOD") != "GET" or not IPortalLayer.providedBy(request):
        return
    if getattr(widget.form, "portal_type", "") != RESPONSIBILITY:
        return
    value = _READ[name](_texts(request.form[widget.name]))
    if value:
        widget.value = IDataConverter(widget).toWidgetValue(value)


def _texts(given):
    texts = [given] if isinstance(given, str) else given if isinstance(given, list) else []
    found = (each.strip()[:LONGEST] for each in texts if isinstance(each, str))
    return list(dict.fromkeys(filter(None, found)))


def _services(texts):
    nodes = (site_snapshot().nodes.get(uid) for uid in texts)
    services = [node for node in nodes if node is not None and node.portal_type == SERVICE]
    return [node.uid for node in of_those_for_editors(services)]


def _areas(texts):
    gazetteer, found = site_snapshot().gazetteer, {}
    for written in texts:
        try:
            found[gazetteer.parse(written).key] = None
        except AreaError:
            continue
    return list(found)


def _day(texts):
    try:
        return date.fromisoformat(texts[0]) if texts else None
    except ValueError:
        return None


def _text(texts):
    return next(iter(texts), "")


_READ = {
    TITLE: _text,
    "services": _services,
    "areas": _areas,
    "valid_from": _day,
    "valid_to": _day,
    "criterion": _text,
    "values": list,
}
