"""The report of an import of contact data: what becomes of each piece, and what is wrong with rows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tlvwa.portal.answers.texts.contact_sources import source_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.vocabularies import CONTACT_PIECES, label
from tlvwa.portal.content.authority.contact_offers import ContactOffer, OfferOutcome
from tlvwa.portal.exchange.contact_plan import RowProblem

OUTCOMES = {
    OfferOutcome.FILLED: _("eingetragen"),
    OfferOutcome.UPDATED: _("fortgeschrieben"),
    OfferOutcome.CONFIRMED: _("bestätigt: nur der Stand ist neuer"),
    OfferOutcome.PROPOSED: _("der Redaktion vorgeschlagen"),
    OfferOutcome.TO_TRY: _("zu prüfen, bevor es eine Webadresse wird"),
    OfferOutcome.WAITING: _("schon vorgeschlagen oder zu prüfen"),
    OfferOutcome.KEPT: _("bleibt, wie die Redaktion es eingetragen hat"),
    OfferOutcome.OLDER: _("älter als das, was da ist"),
    OfferOutcome.UNCHANGED: _("unverändert"),
}
# What a reader wants to see one by one; of the others the number is enough.
DIFFERENCES = (
    OfferOutcome.FILLED,
    OfferOutcome.UPDATED,
    OfferOutcome.CONFIRMED,
    OfferOutcome.PROPOSED,
    OfferOutcome.TO_TRY,
)


@dataclass(frozen=True, slots=True)
class PieceResult:
    """What becomes of one piece of one authority, with what it says and what the table says."""

    line: int
    key: str
    title: str
    path: str
    offer: ContactOffer
    outcome: OfferOutcome
    before: str
    after: str

    @property
    def piece(self) -> str:
        """The label of the piece."""
        return label(CONTACT_PIECES, self.offer.piece)

    @property
    def outcome_text(self) -> str:
        """What becomes of it, in words."""
        return say(OUTCOMES[self.outcome])

    @property
    def source(self) -> str:
        """Day and source of what the table says."""
        return source_text(self.offer.row)

    @property
    def text(self) -> str:
        """The result as a line of text."""
        where = say(_("Zeile ${line}"), line=self.line)
        change = f"„{self.before}“ → „{self.after}“" if self.before else f"„{self.after}“"
        return f"{where}, {self.title}, {self.piece}: {self.outcome_text}: {change}"


@dataclass(slots=True)
class ContactReport:
    """The results of an import by piece, the problems of rows, and the heads of columns not read.

    ``elsewhere`` is the number of rows of other Länder.
    """

    file: str
    problems: list[RowProblem]
    results: list[PieceResult] = field(default_factory=list)
    unread: tuple[str, ...] = ()
    elsewhere: int = 0

    @property
    def counts(self) -> dict[OfferOutcome, int]:
        """How many pieces had each outcome."""
        counts = Counter(result.outcome for result in self.results)
        return {outcome: counts[outcome] for outcome in OUTCOMES}

    @property
    def differences(self) -> list[PieceResult]:
        """What is written, or would be, or is proposed."""
        return [result for result in self.results if result.outcome in DIFFERENCES]

    def lines(self) -> Iterator[str]:
        """Yield the report in the language of the request, the numbers last."""
        if self.unread:
            yield say(UNREAD, columns=", ".join(self.unread))
        yield from (problem.text for problem in self.problems)
        yield from (result.text for result in self.differences)
        yield self.summary

    @property
    def summary(self) -> str:
        """How many pieces had which outcome, and how many problems there are."""
        numbers = [
            f"{count} {say(OUTCOMES[outcome])}" for outcome, count in self.counts.items() if count
        ]
        if self.problems:
            numbers.append(say(_("${count} nicht übernommen"), count=len(self.problems)))
        if self.elsewhere:
            numbers.append(say(_("${count} Zeilen anderer Länder"), count=self.elsewhere))
        return "; ".join(numbers) or say(_("Keine Angabe."))

    def to_json(self) -> dict[str, object]:
        """Return the report as JSON-ready values; codes do not change with the language."""
        return {
            "file": self.file,
            "counts": {str(outcome): count for outcome, count in self.counts.items()},
            "results": [
                {
                    "line": result.line,
                    "key": result.key,
                    "authority": result.title,
                    "path": result.path,
                    "piece": result.offer.piece,
                    "outcome": str(result.outcome),
                    "before": result.before,
                    "after": result.after,
                    "source": result.offer.source,
                    "as_of": result.offer.as_of.isoformat(),
                }
                for result in self.results
            ],
            "problems": [
                {
                    "line": problem.line,
                    "key": problem.key,
                    "column": problem.column,
                    "reason": problem.reason,
                }
                for problem in self.problems
            ],
            "unread": list(self.unread),
            "elsewhere": self.elsewhere,
        }


UNREAD = _("Spalten, die nicht gelesen werden: ${columns}")
