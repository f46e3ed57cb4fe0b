"""Other words are tried before they hold: who gains, who loses."""

from datetime import date

from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.evaluation import JudgedQuery
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import SearchIndex
from tlvwa.portal.search.thesaurus import parse_rule
from tlvwa.portal.search.trial import try_words

TODAY = date(2026, 11, 25)
TAX, TRADE = "99102015070000", "99006007012000"
INDEX = SearchIndex(
    {
        "tax": (Document("tax", "Hundesteuer", keys=(TAX,)),),
        "trade": (Document("trade", "Gewerbe anmelden", keys=(TRADE,)),),
    }
)
QUERIES = (
    JudgedQuery("1", "colloquial", "wauwau", frozenset({TAX})),
    JudgedQuery("2", "name", "Hundesteuer", frozenset({TAX})),
    JudgedQuery("3", "none", "qwertz", frozenset()),
)


def test_better_worse_and_same():
    rules = (parse_rule(("wauwau", ">", "Hundesteuer")), parse_rule(("qwertz", ">", "Gewerbe")))
    trial = try_words(INDEX, SearchWords(rules=rules), QUERIES, TODAY)
    assert (trial.better, trial.worse, trial.same) == (1, 1, 1)
    worse, better = trial.changes
    assert (worse.judged.id, worse.before, worse.after) == ("3", 1, 0)
    assert (better.judged.id, better.before, better.after) == ("1", 0, 1)
    assert not INDEX.search("wauwau", TODAY).hits


def test_a_best_bet_is_tried_too():
    bets = (("wauwau", ("tax",)),)
    assert try_words(INDEX, SearchWords(best_bets=bets), QUERIES, TODAY).better == 1


def test_nothing_changes_nothing():
    trial = try_words(INDEX, SearchWords(), QUERIES, TODAY)
    assert (trial.better, trial.worse, trial.same, trial.changes) == (0, 0, 3, ())
