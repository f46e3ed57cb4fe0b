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
    """More lines than one file is made of."""


def ledger_file(kind, found, presented):
    """A media type, a file's name and its bytes. Raises TooMany."""
    if len(found.cells) > MOST_ROWS:
        raise TooManyRows(len(found.cells))
    head = [say(title) for title in HEAD]
    rows = (presented.row(cell) for cell in found.cells)
    name = f"zustaendigkeiten-{found.asked.day.isoformat()}.{kind}"
    if kind == CSV:
        return CSV_TYPE, name, csv_file(head, rows)
    return (
        XLSX_TYPE,
        name,
        xlsx_file(say(_("Stand der Zuständigkeiten")), head, rows, _about(found)),
    )


def _about(found):
    gazetteer, nodes, asked = found.models.gazetteer, found.models.nodes, found.asked
    yield say(_("Tag")), day_text(asked.day)
    if asked.services:
        yield say(_("Leistung")), "; ".join(nodes[uid].title for uid in asked.services)
    if asked.words:
        yield say(_("Worte")), asked.words
    if asked.topic:
        yield say(_("Lage")), asked.topic
    if asked.area:
        yield say(_("Gebiet")), gazetteer.area(asked.area).name
    if asked.authority:
        yield say(_("Behörde")), nodes[asked.authority].title
    if len(asked.states) < len(STATES):
        yield say(_("Stand")), "; ".join(say(STATES[state]) for state in asked.states)
    yield say(_("Zeilen")), len(found.cells)
