"""The overview of authorities."""

from datetime import date

from tlvwa.portal.answers.queries.contact_age import (
    known_sources,
    overdue_months,
    overdue_sources,
)
from tlvwa.portal.answers.texts.contact_sources import piece_text
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import AUTHORITY_KINDS
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node, payload_of
from tlvwa.portal.tables.overviews.filters import (
    ChosenFilter,
    CodeFilter,
    TextFilter,
    flag_filter,
)
from tlvwa.portal.tables.overviews.labels import CHANGED, STATE, TITLE, by_state, labels, pairs
from tlvwa.portal.tables.overviews.model import TableColumn
from tlvwa.portal.tables.overviews.overview import Overview
from tlvwa.portal.tables.overviews.row_context import AUTHORITY, RECORD, RowContext


def _payload(node: Node) -> AuthorityPayload:
    return payload_of(node, AuthorityPayload)


def _parent(context: RowContext, node: Node) -> str:
    parent = context.snapshot.tree.by_path.get(node.parent_path)
    if parent is None or parent.portal_type != AUTHORITY or not context.sees(parent.uid):
        return ""
    return parent.title


def _records(context: RowContext, node: Node) -> int:
    return sum(
        child.portal_type == RECORD and context.sees(child.uid)
        for child in context.snapshot.tree.children(node.path)
    )


def has_address(context: RowContext, node: Node) -> bool:
    """True if an authority has an address."""
    address = _payload(node).address
    return bool(address.town or address.street or address.postal_code)


def _oldest_day(context: RowContext, node: Node) -> date | None:
    days = (source.as_of for source in known_sources(_payload(node)))
    return min((day for day in days if day is not None), default=None)


def _sources(context: RowContext, node: Node) -> tuple[str, ...]:
    return tuple(map(piece_text, known_sources(_payload(node))))


def _is_overdue(context: RowContext, node: Node) -> bool:
    return any(overdue_sources(_payload(node), context.day, overdue_months()))


AUTHORITIES: Overview[RowContext, Node] = Overview(
    name="behoerden-uebersicht",
    portal_type=AUTHORITY,
    title=_("Behörden"),
    caption=_("Alle Behörden, die Sie sehen dürfen"),
    columns=(
        TITLE,
        TableColumn(
            "kind",
            _("Art"),
            lambda context, node: labels(AUTHORITY_KINDS, [_payload(node).kind])[0],
        ),
        TableColumn(
            "area", _("Gebiet"), lambda context, node: context.area_name(_payload(node).area)
        ),
        TableColumn("parent", _("Teil von"), _parent),
        TableColumn("records", _("Zuständigkeiten"), _records),
        TableColumn("address", _("Anschrift"), has_address),
        TableColumn("contact_as_of", _("Ältester Stand"), _oldest_day),
        TableColumn("contact_sources", _("Stand der Kontaktangaben"), _sources),
        STATE,
        CHANGED,
    ),
    filters=(
        TextFilter(
            "q",
            _("Suchwort"),
            lambda context, node: (
                node.title,
                *_payload(node).synonyms,
                _payload(node).address.town,
            ),
            _("Name, anderer Name oder Ort"),
        ),
        by_state(),
        CodeFilter(
            "kind",
            _("Art"),
            lambda context: pairs(AUTHORITY_KINDS),
            lambda context, node, code: _payload(node).kind == code,
        ),
        flag_filter("address", _("Mit Anschrift"), has_address),
        flag_filter("overdue", _("Alte Kontaktangaben"), _is_overdue),
        ChosenFilter(
            "area",
            _("Gebiet, mit allem darin"),
            "areas",
            lambda context, node, key: context.is_in_area(_payload(node).area, key),
            lambda context, key: context.area_name(key),
        ),
    ),
)
