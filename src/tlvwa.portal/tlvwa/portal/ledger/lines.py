"""The ledger as lines for the console."""

from tlvwa.portal.answers.queries.place_query import match_place
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.locations import LocationKind
from tlvwa.portal.ledger.state_labels import APART, CONFIRMED, CONSISTENT, STATES


def area_key(snapshot, text, day):
    """Return the key of the area that a key or a name means. Raises LookupError, in German."""
    try:
        return snapshot.gazetteer.parse(text).key
    except AreaError:
        match = match_place(snapshot.gazetteer, text, day)
    if match.location is None or match.location.kind is not LocationKind.AREA:
        raise LookupError(f"Ein Gebiet „{text}“ ist nicht bekannt oder nicht eindeutig.")
    return match.location.code


def ledger_lines(report, most, start=0):
    """Yield the counts, and at most ``most`` cells from ``start`` on."""
    yield from _counts(report.selection)
    yield from _cells(report.selection, report.serializer, most, start)


def _counts(selection):
    """Yield how many expected answers are consistent, confirmed and reachable, and each state."""
    total = sum(selection.counts.values())
    consistent = sum(selection.counts[state] for state in CONSISTENT - APART)
    confirmed = sum(selection.counts[state] for state in CONFIRMED)
    expected = total - sum(selection.counts[state] for state in APART)
    yield (
        f"{selection.query.day}: {consistent} von {expected} erwarteten Antworten sind stimmig, "
        f"{confirmed} bestätigt."
    )
    for state, title in STATES.items():
        if selection.counts[state]:
            yield f"  {say(title)}: {selection.counts[state]}"
    answers, reachable = selection.reach
    if answers:
        yield (
            f"  Erreichbar: bei {reachable} von {answers} Antworten mit einer Stelle "
            f"({selection.reach.percent} %)"
        )


def _cells(selection, serializer, most, start):
    """Yield some cells, a line each, and how many follow."""
    for cell in selection.cells[start : start + most]:
        service, _keys, municipality, key, _district, state, offices, *_rest = serializer.row(cell)
        yield f"{state}: {service}, {municipality} ({key})" + (f": {offices}" if offices else "")
    rest = len(selection.cells) - start - most
    if rest > 0:
        yield f"… und {rest} weitere."
