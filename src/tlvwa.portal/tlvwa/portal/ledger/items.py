"""A cell of the ledger as a program or a table gets it."""

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
)


class LedgerItemSerializer:
    """Presents cells of one ledger; ``url_of`` gives the address of a node."""

    def __init__(self, models, ledger, url_of):
        self.models, self.ledger, self.url_of = models, ledger, url_of

    def item(self, cell):
        """One cell as JSON-ready values."""
        records = self.records(cell)
        service = self.models.nodes[cell.service]
        return {
            "service": {
                "@id": self.url_of(service),
                "UID": service.uid,
                "title": service.title,
                "leika_keys": list(service.payload.definition.leika_keys),
            },
            "municipality": area_reference(self.models.gazetteer.area(cell.municipality)),
            "state": cell.state.value,
            "state_title": say(STATES[cell.state]),
            "offices": [
                {"@id": self.url_of(node), "UID": node.uid, "title": node.title}
                for node in self.offices(records)
            ],
            "exception": self.exception(cell, records),
        }

    def row(self, cell):
        """One cell as a line of a table with the columns ``HEAD``."""
        records = self.records(cell)
        service, gazetteer = self.models.nodes[cell.service], self.models.gazetteer
        excused = self.exception(cell, records) or {"until": "", "reason": ""}
        return (
            service.title,
            ", ".join(service.payload.definition.leika_keys),
            gazetteer.area(cell.municipality).name,
            cell.municipality,
            gazetteer.area(cell.municipality[:5]).name,
            say(STATES[cell.state]),
            "; ".join(node.title for node in self.offices(records)),
            excused["until"],
            excused["reason"],
        )

    def records(self, cell):
        """The records that answer in a cell, or could."""
        kernel = self.models.resolver.kernel
        ledger = self.ledger
        decision = kernel.decide(cell.service, cell.municipality, ledger.day, ledger.today)
        return decision.verdict.won[0]

    def offices(self, records):
        """The authorities that records name, each once."""
        uids = dict.fromkeys(authority_of(record) for record in records)
        return [self.models.nodes[uid] for uid in uids if uid in self.models.nodes]

    def exception(self, cell, records):
        """The exception under which an overlap stands: its reason and last day; else ``None``."""
        if cell.state is not LedgerState.OVERLAP:
            return None
        for record in records:
            if record.excused_on(self.ledger.day):
                return {
                    "reason": record.overlap_reason,
                    "until": record.overlap_until.isoformat(),
                }
        return None
