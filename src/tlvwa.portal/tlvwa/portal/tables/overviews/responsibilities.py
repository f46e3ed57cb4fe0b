"""The overview of responsibilities: the records of all authorities, or of one and its parts."""

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


def _authority(facts, node):
    holder = facts.holder(node)
    return holder.title if holder is not None and facts.sees(holder.uid) else ""


def _services(facts, node):
    return facts.titles(node.payload.services)


def _areas(facts, node):
    return tuple(map(facts.area_name, facts.areas(node)))


def _texts(facts, node):
    law = node.payload.record.legal_basis
    return node.title, _authority(facts, node), law, *_services(facts, node)


def _lies_in_authority(facts, node, uid):
    around = facts.snapshot.nodes.get(uid)
    return around is not None and facts.sees(uid) and node.path.startswith(around.path + "/")


def unconfirmed(facts, node, days):
    """Never confirmed, or not since so many days."""
    confirmed = node.payload.record.confirmed_on
    return confirmed is None or confirmed < facts.day - timedelta(days=days)


def _ends_before(facts, node, day):
    last = node.payload.record.valid_to
    return last is not None and last < day


def _title(facts, uid):
    return "".join(facts.titles([uid]))


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
            lambda facts, node: labels(EFFECTS, [node.payload.record.effect])[0],
        ),
        TableColumn(
            "role", _("Rolle"), lambda facts, node: labels(ROLES, [node.payload.record.role])[0]
        ),
        TableColumn(
            "law", _("Rechtsgrundlage"), lambda facts, node: node.payload.record.legal_basis
        ),
        TableColumn("from", _("Gilt ab"), lambda facts, node: node.payload.record.valid_from),
        TableColumn("to", _("Gilt bis"), lambda facts, node: node.payload.record.valid_to),
        TableColumn(
            "confirmed", _("Bestätigt am"), lambda facts, node: node.payload.record.confirmed_on
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
            lambda facts: pairs(EFFECTS),
            lambda facts, node, code: node.payload.record.effect == code,
        ),
        flag_filter(
            "law",
            _("Mit Rechtsgrundlage"),
            lambda facts, node: bool(node.payload.record.legal_basis),
        ),
        DayFilter(
            "on",
            _("Gilt am"),
            lambda facts, node, day: node.payload.record.valid_on(day),
        ),
        DayFilter("ends", _("Endet vor dem"), _ends_before),
        DaysFilter("unconfirmed", _("Nicht bestätigt seit … Tagen"), unconfirmed),
        ChosenFilter(
            "authority", _("Behörde, mit ihren Teilen"), "authorities", _lies_in_authority, _title
        ),
        ChosenFilter(
            "service",
            _("Leistung"),
            "services",
            lambda facts, node, uid: facts.sees(uid) and uid in node.payload.services,
            _title,
        ),
        ChosenFilter(
            "area",
            _("Gebiet, mit allem darin"),
            "areas",
            lambda facts, node, key: any(facts.lies_in(each, key) for each in facts.areas(node)),
            lambda facts, key: facts.area_name(key),
        ),
    ),
)
