"""Columns, filters and labels that several overviews share."""

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import label
from tlvwa.portal.tables.overviews.filters import CodeFilter
from tlvwa.portal.tables.overviews.model import TableColumn


def labels(vocabulary, codes):
    """Return the titles of codes in the language of the request."""
    return tuple(label(vocabulary, code) for code in codes)


def pairs(vocabulary):
    """Return a code list as ``(code, title)``."""
    return [(term.value, term.title) for term in vocabulary]


def by_state():
    """Return the filter by workflow state."""
    return CodeFilter(
        "state",
        _("Zustand"),
        lambda context: context.states.items(),
        lambda context, node, state: context.catalog_data.state(node) == state,
    )


TITLE = TableColumn("title", _("Titel"), lambda context, node: node.title)
STATE = TableColumn("state", _("Zustand"), lambda context, node: context.state(node))
CHANGED = TableColumn(
    "changed",
    _("Geändert"),
    lambda context, node: context.catalog_data.changed(node),
    lambda context, node: context.catalog_data.moment(node),
)
