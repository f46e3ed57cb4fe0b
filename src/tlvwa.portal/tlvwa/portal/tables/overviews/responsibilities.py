"""The overview of responsibilities of all authorities, or of one and its parts."""

from datetime import timedelta

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import EFFECTS, ROLES
from tlvwa.portal.tables.overviews.filters import (
    ChosenFilter,
    CodeFilter,
    DayFilter,
    DaysFilter,
    TextFilter,
    flag_filter,
)
from tlvwa.portal.tables.overviews.labels import CHANGED, STATE, TITLE, by_state, labels, pairs
from tlvwa.portal.tables.overviews.model import TableColumn
from tlvwa.portal.tables.overviews.overview import Overview
from tlvwa.portal.tables.overviews.row_context import RECORD


def _authority(context, node):
    holder = context.holder(node)
    return holder.title if holder is not None and context.sees(holder.uid) else ""


def _services(context, node):
    return context.titles(node.payload.services)


def _areas(context, node):
    return tuple(map(context.area_name, context.areas(node)))


def _texts(context, node):
    law = node.payload.record.legal_basis
    return node.title, _authority(context, node), law, *_services(context, node)


def _is_in_authority(context, node, uid):
    authority = context.snapshot.nodes.get(uid)
    return (
        authority is not None and context.sees(uid) and node.path.startswith(authority.path + "/")
    )


def is_unconfirmed(context, node, days):
    """True if a record was never confirmed, or not in the last ``days``."""
    confirmed = node.payload.record.confirmed_on
    return confirmed is None or confirmed < context.day - timedelta(days=days)


def _ends_before(context, node, day):
    last = node.payload.record.valid_to
    return last is not None and last < day


def _title(context, uid):
    return "".join(context.titles([uid]))


RESPONSIBILITIES = Overview(
    name="zustaendigkeiten-uebersicht",
    portal_type=RECORD,
    title=_("Zuständigkeiten"),
    caption=_("Alle Zuständigkeiten, die Sie sehen dürfen"),
    columns=(
        TITLE,
        TableColumn("authority", _("Behörde"), _authority),
        TableColumn("services", _("Leistungen"), _services),
        TableColumn("areas", _("Gebiete"), _areas),
        TableColumn(
            "effect",
            _("Aussage"),
            lambda context, node: labels(EFFECTS, [node.payload.record.effect])[0],
        ),
        TableColumn(
            "role", _("Rolle"), lambda context, node: labels(ROLES, [node.payload.record.role])[0]
        ),
        TableColumn(
            "law", _("Rechtsgrundlage"), lambda context, node: node.payload.record.legal_basis
        ),
        TableColumn("from", _("Gilt ab"), lambda context, node: node.payload.record.valid_from),
        TableColumn("to", _("Gilt bis"), lambda context, node: node.payload.record.valid_to),
        TableColumn(
            "confirmed", _("Bestätigt am"), lambda context, node: node.payload.record.confirmed_on
        ),
        STATE,
        CHANGED,
    ),
    filters=(
        TextFilter("q", _("Suchwort"), _texts, _("Titel, Behörde, Leistung oder Rechtsgrundlage")),
        by_state(),
        CodeFilter(
            "effect",
            _("Aussage"),
            lambda context: pairs(EFFECTS),
            lambda context, node, code: node.payload.record.effect == code,
        ),
        flag_filter(
            "law",
            _("Mit Rechtsgrundlage"),
            lambda context, node: bool(node.payload.record.legal_basis),
        ),
        DayFilter(
            "on",
            _("Gilt am"),
            lambda context, node, day: node.payload.record.valid_on(day),
        ),
        DayFilter("ends", _("Endet vor dem"), _ends_before),
        DaysFilter("unconfirmed", _("Nicht bestätigt seit … Tagen"), is_unconfirmed),
        ChosenFilter(
            "authority", _("Behörde, mit ihren Teilen"), "authorities", _is_in_authority, _title
        ),
        ChosenFilter(
            "service",
            _("Leistung"),
            "services",
            lambda context, node, uid: context.sees(uid) and uid in node.payload.services,
            _title,
        ),
        ChosenFilter(
            "area",
            _("Gebiet, mit allem darin"),
            "areas",
            lambda context, node, key: any(
                context.is_in_area(area, key) for area in context.areas(node)
            ),
            lambda context, key: context.area_name(key),
        ),
    ),
)
