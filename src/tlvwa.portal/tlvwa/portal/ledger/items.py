"""The serializer of cells of the ledger, for programs and tables."""

from tlvwa.portal.answers.queries.reachability import reachable_offices
from tlvwa.portal.answers.serializers.places import area_reference
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.explanation import authority_of
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.state_labels import STATES

HEAD = (
    _("Leistung"),
    _("Leistungsschlüssel"),
    _("Gemeinde"),
    _("Gemeindeschlüssel"),
    _("Kreis"),
    _("Stand"),
    _("Stellen"),
    _("Ausnahme bis"),
    _("Grund der Ausnahme"),
    _("Erreichbar"),
)
REACHABLE = {True: _("ja"), False: _("nein")}


class LedgerItemSerializer:
    """Serializes cells of one ledger; ``url_of`` returns the address of a node."""

    def __init__(self, snapshot, ledger, url_of):
        self.snapshot, self.ledger, self.url_of = snapshot, ledger, url_of

    def item(self, cell):
        """Return one cell as JSON-ready values."""
        records = self.records(cell)
        service = self.snapshot.nodes[cell.service]
        return {
            "service": {
                "@id": self.url_of(service),
                "UID": service.uid,
                "title": service.title,
                "leika_keys": list(service.payload.definition.leika_keys),
            },
            "municipality": area_reference(self.snapshot.gazetteer.area(cell.municipality)),
            "state": cell.state.value,
            "state_title": say(STATES[cell.state]),
            "offices": [
                {"@id": self.url_of(node), "UID": node.uid, "title": node.title}
                for node in self.offices(records)
            ],
            "exception": self.exception(cell, records),
            "reachable": self.is_reachable(cell),
        }

    def row(self, cell):
        """Return one cell as a line of a table with the columns ``HEAD``."""
        records = self.records(cell)
        service, gazetteer = self.snapshot.nodes[cell.service], self.snapshot.gazetteer
        exception = self.exception(cell, records) or {"until": "", "reason": ""}
        is_reachable = self.is_reachable(cell)
        return (
            service.title,
            ", ".join(service.payload.definition.leika_keys),
            gazetteer.area(cell.municipality).name,
            cell.municipality,
            gazetteer.area(cell.municipality[:5]).name,
            say(STATES[cell.state]),
            "; ".join(node.title for node in self.offices(records)),
            exception["until"],
            exception["reason"],
            "" if is_reachable is None else say(REACHABLE[is_reachable]),
        )

    def is_reachable(self, cell):
        """Return whether the one office of a cell is reachable; ``None`` where there is not one office."""
        offices = self.ledger.offices(cell.service, cell.municipality)
        reachable = reachable_offices(self.snapshot, self.ledger.today)
        return offices <= reachable if offices else None

    def records(self, cell):
        """Return the records that answer in a cell, or could answer."""
        kernel = self.snapshot.resolver.kernel
        ledger = self.ledger
        decision = kernel.decide(cell.service, cell.municipality, ledger.day, ledger.today)
        return decision.verdict.records[0]

    def offices(self, records):
        """Return the nodes of the authorities that records name, each once."""
        uids = dict.fromkeys(authority_of(record) for record in records)
        return [self.snapshot.nodes[uid] for uid in uids if uid in self.snapshot.nodes]

    def exception(self, cell, records):
        """Return reason and last day of the exception that tolerates an overlap; ``None`` without one."""
        if cell.state is not LedgerState.OVERLAP:
            return None
        for record in records:
            if record.is_overlap_tolerated_on(self.ledger.day):
                return {
                    "reason": record.overlap_reason,
                    "until": record.overlap_until.isoformat(),
                }
        return None
