"""The ledger for the console."""

from tlvwa.portal.answers.queries.place_query import place_of_text
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.i18n import say
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.locations import LocationKind
from tlvwa.portal.ledger.state_labels import PROVEN, STATES


def area_key(models, text, day):
    """The key of the area that a key or a name means. Raises LookupError, in German."""
    try:
        return models.gazetteer.parse(text).key
    except AreaError:
        asked = place_of_text(models.gazetteer, text, day)
    if asked.place is None or asked.place.kind is not LocationKind.AREA:
        raise LookupError(f"Ein Gebiet „{text}“ ist nicht bekannt oder nicht eindeutig.")
    return asked.place.code


def ledger_lines(report, most, start=0):
    """The counts, and at most some cells from one on."""
    yield from _counts(report.found)
    yield from _cells(report.found, report.presented, most, start)


def _counts(found):
    """How much of what is asked for is proven, and how the rest stands."""
    total = sum(found.counts.values())
    proven = sum(found.counts[state] for state in PROVEN)
    expected = total - found.counts[LedgerState.NOT_EXPECTED]
    yield f"{found.asked.day}: {proven} von {expected} erwarteten Antworten sind bewiesen."
    for state, title in STATES.items():
        if found.counts[state]:
            yield f"  {say(title)}: {found.counts[state]}"


def _cells(found, presented, most, start):
    """Some cells, a line each, and how many are left."""
    for cell in found.cells[start : start + most]:
        service, _keys, municipality, key, _district, state, offices, *_rest = presented.row(cell)
        yield f"{state}: {service}, {municipality} ({key})" + (f": {offices}" if offices else "")
    left = len(found.cells) - start - most
    if left > 0:
        yield f"… und {left} weitere."
