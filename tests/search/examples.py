"""Small indexes, and what is asked of them."""

from datetime import date

from tlvwa.portal.search.configuration import SearchWords
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import SearchIndex
from tlvwa.portal.search.thesaurus import parse_rule

DAY = date(2026, 11, 25)


def indexed(*documents, words=None):
    """An index of documents, or of titles that are their UIDs, too."""
    made = (Document(each, each) if isinstance(each, str) else each for each in documents)
    return SearchIndex({each.uid: (each,) for each in made}, words)


def ruled(*rules):
    """The words of a site with some rules: ``ruled("Wauwau > Hund")``."""
    parts = (rule.split() for rule in rules)
    return SearchWords(
        tuple(parse_rule((left, sign, " ".join(right))) for left, sign, *right in parts)
    )


def uids(index, query, day=DAY, **parameters):
    """What a query finds, best first."""
    return [each.uid for each in index.search(query, day, **parameters).documents]


def told(index, query, day=DAY):
    """All that a search says."""
    result = index.search(query, day)
    return result.match, result.corrected, [(each.document, each.score) for each in result.hits]
