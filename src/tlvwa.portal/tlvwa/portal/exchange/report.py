"""The report of an import: the result of each row, and remarks on lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tlvwa.portal.exchange.leika_table import LeikaRemark


class RowResult(StrEnum):
    """The result of a row that can be read; each row has one."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EDITED = "edited"  # the row changed, but an editor has changed the same fields
    REVIEWED = "reviewed"  # an editor has reviewed the service
    OTHER = "other"  # a service with this key did not come from the table
    TAKEN = "taken"  # another object has the address


WORDS = {
    RowResult.CREATED: "angelegt",
    RowResult.UPDATED: "fortgeschrieben",
    RowResult.UNCHANGED: "unverändert",
    RowResult.EDITED: "von der Redaktion geändert",
    RowResult.REVIEWED: "von der Redaktion geprüft",
    RowResult.OTHER: "aus anderer Quelle schon da",
    RowResult.TAKEN: "mit vergebener Adresse",
}


@dataclass(slots=True)
class ImportReport:
    """The number of rows with each result, the lines left out, and remarks."""

    outcomes: dict[RowResult, int] = field(default_factory=lambda: dict.fromkeys(RowResult, 0))
    left_out: list[LeikaRemark] = field(default_factory=list)
    remarks: list[LeikaRemark] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the report in German, the numbers last."""
        for word, remarks in (("ausgelassen", self.left_out), ("Hinweis", self.remarks)):
            yield from (f"Zeile {remark.line}, {word}: {remark.text}" for remark in remarks)
        left_out = {"ausgelassen": len(self.left_out)}
        counts = {WORDS[outcome]: count for outcome, count in self.outcomes.items()} | left_out
        yield (
            ", ".join(f"{count} {word}" for word, count in counts.items() if count)
            or "Keine Zeile."
        )
