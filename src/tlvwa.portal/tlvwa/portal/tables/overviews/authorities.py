"""The overview of authorities."""

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import AUTHORITY_KINDS
from tlvwa.portal.tables.overviews.filters import (
    ChosenFilter,
    CodeFilter,
    TextFilter,
    flag_filter,
)
from tlvwa.portal.tables.overviews.labels import CHANGED, STATE, TITLE, by_state, labels, pairs
from tlvwa.portal.tables.overviews.model import TableColumn
from tlvwa.portal.tables.overviews.overview import Overview
from tlvwa.portal.tables.overviews.row_context import AUTHORITY, RECORD


def _parent(context, node):
    parent = context.snapshot.tree.by_path.get(node.parent_path)
    is_one = parent is not None and parent.portal_type == AUTHORITY and context.sees(parent.uid)
    return parent.title if is_one else ""


def _records(context, node):
    return sum(
        child.portal_type == RECORD and context.sees(child.uid)
        for child in context.snapshot.tree.children(node.path)
    )


def has_address(context, node):
    """True if an authority has an address."""
    address = node.payload.address
    return bool(address.town or address.street or address.postal_code)


AUTHORITIES = Overview(
    name="behoerden-uebersicht",
    portal_type=AUTHORITY,
    title=_("Behörden"),
    caption=_("Alle Behörden, die Sie sehen dürfen"),
    columns=(
        TITLE,
        TableColumn(
            "kind", _("Art"), lambda context, node: labels(AUTHORITY_KINDS, [node.payload.kind])[0]
        ),
        TableColumn(
            "area", _("Gebiet"), lambda context, node: context.area_name(node.payload.area)
        ),
        TableColumn("parent", _("Teil von"), _parent),
        TableColumn("records", _("Zuständigkeiten"), _records),
        TableColumn("address", _("Anschrift"), has_address),
        STATE,
        CHANGED,
    ),
    filters=(
        TextFilter(
            "q",
            _("Suchwort"),
            lambda context, node: (node.title, *node.payload.synonyms, node.payload.address.town),
            _("Name, anderer Name oder Ort"),
        ),
        by_state(),
        CodeFilter(
            "kind",
            _("Art"),
            lambda context: pairs(AUTHORITY_KINDS),
            lambda context, node, code: node.payload.kind == code,
        ),
        flag_filter("address", _("Mit Anschrift"), has_address),
        ChosenFilter(
            "area",
            _("Gebiet, mit allem darin"),
            "areas",
            lambda context, node, key: context.is_in_area(node.payload.area, key),
            lambda context, key: context.area_name(key),
        ),
    ),
)
