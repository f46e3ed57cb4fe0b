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


def _parent(facts, node):
    around = facts.snapshot.tree.by_path.get(node.parent_path)
    is_one = around is not None and around.portal_type == AUTHORITY and facts.sees(around.uid)
    return around.title if is_one else ""


def _records(facts, node):
    return sum(
        child.portal_type == RECORD and facts.sees(child.uid)
        for child in facts.snapshot.tree.children(node.path)
    )


def has_address(facts, node):
    """Whether an authority says where it is."""
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
            "kind", _("Art"), lambda facts, node: labels(AUTHORITY_KINDS, [node.payload.kind])[0]
        ),
        TableColumn("area", _("Gebiet"), lambda facts, node: facts.area_name(node.payload.area)),
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
            lambda facts, node: (node.title, *node.payload.synonyms, node.payload.address.town),
            _("Name, anderer Name oder Ort"),
        ),
        by_state(),
        CodeFilter(
            "kind",
            _("Art"),
            lambda facts: pairs(AUTHORITY_KINDS),
            lambda facts, node, code: node.payload.kind == code,
        ),
        flag_filter("address", _("Mit Anschrift"), has_address),
        ChosenFilter(
            "area",
            _("Gebiet, mit allem darin"),
            "areas",
            lambda facts, node, key: facts.lies_in(node.payload.area, key),
            lambda facts, key: facts.area_name(key),
        ),
    ),
)
