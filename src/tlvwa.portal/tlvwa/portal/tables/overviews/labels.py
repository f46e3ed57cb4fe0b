"""Columns, filters and labels that several overviews share."""

from collections.abc import Iterable, Sequence

from zope.schema.vocabulary import SimpleVocabulary

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.vocabularies import label
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.tables.overviews.filters import CodeFilter
from tlvwa.portal.tables.overviews.model import TableColumn
from tlvwa.portal.tables.overviews.row_context import RowContext

MOST_NAMES = 3  # that a text spells out


def labels(vocabulary: SimpleVocabulary, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the titles of codes in the language of the request."""
    return tuple(label(vocabulary, code) for code in codes)


def pairs(vocabulary: SimpleVocabulary) -> list[tuple[str, str]]:
    """Return a code list as ``(code, title)``."""
    return [(term.value, term.title) for term in vocabulary]


def names_text(names: Sequence[str]) -> str:
    """Return some names, and the number of the others."""
    first, more = ", ".join(names[:MOST_NAMES]), len(names) - MOST_NAMES
    if more <= 0:
        return first
    return say(_("${names} und ${more} weitere"), names=first, more=more)


def by_state() -> CodeFilter[RowContext, Node]:
    """Return the filter by workflow state."""
    return CodeFilter(
        "state",
        _("Zustand"),
        lambda context: context.states.items(),
        lambda context, node, state: context.catalog_data.state(node) == state,
    )


TITLE: TableColumn[RowContext, Node] = TableColumn(
    "title", _("Titel"), lambda context, node: node.title
)
STATE: TableColumn[RowContext, Node] = TableColumn(
    "state", _("Zustand"), lambda context, node: context.state(node)
)
CHANGED: TableColumn[RowContext, Node] = TableColumn(
    "changed",
    _("Geändert"),
    lambda context, node: context.catalog_data.changed(node),
    lambda context, node: context.catalog_data.moment(node),
)
