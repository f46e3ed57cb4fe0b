"""The ledger as a file, CSV or XLSX."""

from tlvwa.portal.common.export import CSV_TYPE, XLSX_TYPE, csv_file, xlsx_file
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.ledger.items import HEAD
from tlvwa.portal.ledger.state_labels import STATES

CSV, XLSX = "csv", "xlsx"
FORMATS = (CSV, XLSX)
MOST_ROWS = 200_000


class TooManyRows(ValueError):
    """A file would have more lines than ``MOST_ROWS``."""


def ledger_file(kind, selection, serializer):
    """Return media type, name and bytes of a file with all cells. Raises TooManyRows."""
    if len(selection.cells) > MOST_ROWS:
        raise TooManyRows(len(selection.cells))
    head = [say(title) for title in HEAD]
    rows = (serializer.row(cell) for cell in selection.cells)
    name = f"zustaendigkeiten-{selection.query.day.isoformat()}.{kind}"
    if kind == CSV:
        return CSV_TYPE, name, csv_file(head, rows)
    return (
        XLSX_TYPE,
        name,
        xlsx_file(say(_("Stand der Zuständigkeiten")), head, rows, _about(selection)),
    )


def _about(selection):
    gazetteer, nodes, query = (
        selection.snapshot.gazetteer,
        selection.snapshot.nodes,
        selection.query,
    )
    yield say(_("Tag")), day_text(query.day)
    if query.services:
        yield say(_("Leistung")), "; ".join(nodes[uid].title for uid in query.services)
    if query.words:
        yield say(_("Worte")), query.words
    if query.topic:
        yield say(_("Lage")), query.topic
    if query.area:
        yield say(_("Gebiet")), gazetteer.area(query.area).name
    if query.authority:
        yield say(_("Behörde")), nodes[query.authority].title
    if len(query.states) < len(STATES):
        yield say(_("Stand")), "; ".join(say(STATES[state]) for state in query.states)
    yield say(_("Zeilen")), len(selection.cells)
