"""Other words are tried before they hold: who gains, who loses."""

from datetime import date

from tlvwa.portal.search.configuration import Words
from tlvwa.portal.search.evaluation import Judged
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import SearchIndex
from tlvwa.portal.search.thesaurus import parse_rule
from tlvwa.portal.search.trial import tried

TODAY = date(2026, 11, 25)
TAX, TRADE = "99102015070000", "99006007012000"
INDEX = SearchIndex(
    {
        "tax": (Document("tax", "Hundesteuer", keys=(TAX,)),),
        "trade": (Document("trade", "Gewerbe anmelden", keys=(TRADE,)),),
    }
)
QUERIES = (
    Judged("1", "colloquial", "wauwau", frozenset({TAX})),
    Judged("2", "name", "Hundesteuer", frozenset({TAX})),
    Judged("3", "none", "qwertz", frozenset()),
)


def test_better_worse_and_same():
    rules = (parse_rule(("wauwau", ">", "Hundesteuer")), parse_rule(("qwertz", ">", "Gewerbe")))
    trial = tried(INDEX, Words(rules=rules), QUERIES, TODAY)
    assert (trial.better, trial.worse, trial.same) == (1, 1, 1)
    worse, better = trial.changes
    assert (worse.judged.id, worse.before, worse.after) == ("3", 1, 0)
    assert (better.judged.id, better.before, better.after) == ("1", 0, 1)
    assert not INDEX.search("wauwau", TODAY).hits


def test_a_best_bet_is_tried_too():
    bets = (("wauwau", ("tax",)),)
    assert tried(INDEX, Words(best_bets=bets), QUERIES, TODAY).better == 1


def test_nothing_changes_nothing():
    trial = tried(INDEX, Words(), QUERIES, TODAY)
    assert (trial.better, trial.worse, trial.same, trial.changes) == (0, 0, 3, ())
