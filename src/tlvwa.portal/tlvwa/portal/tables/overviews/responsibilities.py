"""The overview of responsibilities of all authorities, or of one and its parts."""

from datetime import date, timedelta

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import EFFECTS, ROLES
from tlvwa.portal.finder.records import Record
from tlvwa.portal.readmodels.payloads import Node, ResponsibilityPayload, payload_of
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
from tlvwa.portal.tables.overviews.row_context import RECORD, RowContext


def _record(node: Node) -> Record:
    return payload_of(node, ResponsibilityPayload).record


def _authority(context: RowContext, node: Node) -> str:
    holder = context.holder(node)
    return holder.title if holder is not None and context.sees(holder.uid) else ""


def _services(context: RowContext, node: Node) -> tuple[str, ...]:
    return context.titles(payload_of(node, ResponsibilityPayload).services)


def _areas(context: RowContext, node: Node) -> tuple[str, ...]:
    return tuple(map(context.area_name, context.areas(node)))


def _texts(context: RowContext, node: Node) -> tuple[str, ...]:
    law = _record(node).legal_basis
    return node.title, _authority(context, node), law, *_services(context, node)


def _is_in_authority(context: RowContext, node: Node, uid: str) -> bool:
    authority = context.snapshot.nodes.get(uid)
    return (
        authority is not None and context.sees(uid) and node.path.startswith(authority.path + "/")
    )


def is_unconfirmed(context: RowContext, node: Node, days: int) -> bool:
    """True if a record was never checked against a source, or not in the last ``days``."""
    record = _record(node)
    confirmed = record.confirmed_on if record.checked_against else None
    return confirmed is None or confirmed < context.day - timedelta(days=days)


def _ends_before(context: RowContext, node: Node, day: date) -> bool:
    last = _record(node).valid_to
    return last is not None and last < day


def _title(context: RowContext, uid: str) -> str:
    return "".join(context.titles([uid]))


RESPONSIBILITIES: Overview[RowContext, Node] = Overview(
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
            lambda context, node: labels(EFFECTS, [_record(node).effect])[0],
        ),
        TableColumn(
            "role", _("Rolle"), lambda context, node: labels(ROLES, [_record(node).role])[0]
        ),
        TableColumn("law", _("Rechtsgrundlage"), lambda context, node: _record(node).legal_basis),
        TableColumn("from", _("Gilt ab"), lambda context, node: _record(node).valid_from),
        TableColumn("to", _("Gilt bis"), lambda context, node: _record(node).valid_to),
        TableColumn("confirmed", _("Geprüft am"), lambda context, node: _record(node).confirmed_on),
        TableColumn(
            "source", _("Geprüft anhand von"), lambda context, node: _record(node).checked_against
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
            lambda context, node, code: _record(node).effect == code,
        ),
        flag_filter(
            "law",
            _("Mit Rechtsgrundlage"),
            lambda context, node: bool(_record(node).legal_basis),
        ),
        DayFilter(
            "on",
            _("Gilt am"),
            lambda context, node, day: _record(node).valid_on(day),
        ),
        DayFilter("ends", _("Endet vor dem"), _ends_before),
        DaysFilter("unconfirmed", _("Nicht bestätigt seit … Tagen"), is_unconfirmed),
        flag_filter(
            "exceptions",
            _("Mit unbekannten Ausnahmen"),
            lambda context, node: _record(node).exceptions_possible,
        ),
        ChosenFilter(
            "authority", _("Behörde, mit ihren Teilen"), "authorities", _is_in_authority, _title
        ),
        ChosenFilter(
            "service",
            _("Leistung"),
            "services",
            lambda context, node, uid: (
                context.sees(uid) and uid in payload_of(node, ResponsibilityPayload).services
            ),
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
