"""What several overviews share: columns, filters, and code lists in words."""

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import label
from tlvwa.portal.tables.overviews.filters import CodeFilter
from tlvwa.portal.tables.overviews.model import TableColumn


def labels(vocabulary, codes):
    """The titles of codes, in the language of the request."""
    return tuple(label(vocabulary, code) for code in codes)


def pairs(vocabulary):
    """``(code, title)`` of a code list."""
    return [(term.value, term.title) for term in vocabulary]


def by_state():
    """The filter by the state of the workflow."""
    return CodeFilter(
        "state",
        _("Zustand"),
        lambda facts: facts.states.items(),
        lambda facts, node, state: facts.catalogued.state(node) == state,
    )


TITLE = TableColumn("title", _("Titel"), lambda facts, node: node.title)
STATE = TableColumn("state", _("Zustand"), lambda facts, node: facts.state(node))
CHANGED = TableColumn(
    "changed",
    _("Geändert"),
    lambda facts, node: facts.catalogued.changed(node),
    lambda facts, node: facts.catalogued.moment(node),
)
