"""The search: its engine over 5,000 and 50,000 services, its REST answer, how soon an edit is found.

The engine is measured in processor time of its process: on an idle machine what a visitor waits for, and on
a busy one hardly moved by others.
"""

import os
from collections.abc import Callable, Iterable
from datetime import date
from gc import collect
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any
from urllib.parse import quote_plus

from benchmarks import catalogue
from benchmarks.memory import resident
from benchmarks.report import Figure
from benchmarks.server import JSON, Server, opened
from benchmarks.web import CHEAP, rates_of, ratios

PART = "search"
FEW, MANY = 5_000, 50_000
DAY = date(2026, 11, 25)
ROUNDS, EDITS = 5, 40
MEDIAN_AIM, SLOW_AIM, BUILD_AIM, HTTP_AIM, EDIT_AIM = 1.0, 5.0, 3.0, 0.6, 2_000.0

Ask = Callable[[str], object]


def engine(count: int, with_texts: bool = False) -> list[Figure]:
    """Seconds to build an index in a new process, its megabytes, milliseconds of queries and edits."""
    from tlvwa.portal.search.index import SearchIndex

    name = f"{count:,} services" + (", with texts" if with_texts else "")
    documents = catalogue.services(count, with_texts)
    by_uid = {each.uid: (each,) for each in documents}
    collect()
    before = resident()
    start = process_time()
    index = SearchIndex(by_uid)
    index.search("Hundesteuer", DAY)  # the engine is made when it is first asked
    built = process_time() - start
    collect()
    memory = resident() - before
    aim = BUILD_AIM if count == FEW else None
    texts = [judged.query for judged in catalogue.queries()]
    return [
        Figure(PART, f"{name}: index built", built, "s", most=aim),
        Figure(PART, f"{name}: memory", memory, "MB"),
        *_timed(name, "query", lambda query: index.search(query, DAY), texts, MEDIAN_AIM, SLOW_AIM),
        *_suggested(name, index, texts),
        *_followed(name, index, documents),
    ]


def relevance() -> list[Figure]:
    """What the search, Plone's index and (where a server is named) PostgreSQL make of the same texts."""
    from tlvwa.portal.search.evaluation import evaluate
    from tlvwa.portal.search.index import SearchIndex
    from tlvwa.portal.search_admin.benchmark.postgresql import DSN, postgresql_search

    documents, queries = catalogue.services(FEW), catalogue.queries()
    texts = [judged.query for judged in queries]
    index = SearchIndex({each.uid: (each,) for each in documents})
    plone = _plone(documents)
    searches = {"ours": lambda query: index.search(query, DAY), "Plone's ZCTextIndex": plone}
    found = _timed(f"Plone's ZCTextIndex, {FEW:,} services", "query", plone, texts)
    if os.environ.get(DSN):
        searches["PostgreSQL, german"] = postgresql_search(os.environ[DSN], documents, texts)
    for name, search in searches.items():
        total: Any = evaluate(queries, search).as_dict()["total"]
        measured = total["per_object"]
        for measure in ("success@1", "success@3", "mrr@10"):
            found.append(Figure(PART, f"{name}: {measure}", measured[measure], ""))
        for share in ("none_correct", "false_offers_certain", "false_offers_doubtful"):
            found.append(Figure(PART, f"{name}: {share}", total[share], ""))
    return found


def http(server: Server) -> list[Figure]:
    """Throughput of both answers against the fastest of Plone's, with one connection and with four."""
    typed = [quote_plus(judged.query) for judged in catalogue.queries()]
    answers = [name for name in CHEAP if name.startswith("@")]
    targets = {f"GET {name}": [f"/tlvwa/{name}"] for name in answers} | {
        "GET @service-search": [f"/tlvwa/@service-search?q={query}&b_size=10" for query in typed],
        "GET @suggest": [
            f"/tlvwa/@suggest?q={query[:6]}" for query in typed if "%" not in query[:6]
        ],
    }
    found = []
    for connections in (1, 4):
        rates = rates_of(server, targets, connections, JSON)
        cheapest = max((f"GET {name}" for name in answers), key=lambda name: median(rates[name]))
        found += ratios(rates, cheapest, HTTP_AIM, connections)
    return found


def edited(var: Path) -> list[Figure]:
    """Milliseconds from the end of a commit until the site's search finds what was written."""
    with opened(var) as site:
        import transaction
        from zope.annotation.interfaces import IAnnotations
        from zope.event import notify
        from zope.globalrequest import getRequest
        from zope.lifecycleevent import ObjectModifiedEvent

        from tlvwa.portal.common.clock import today
        from tlvwa.portal.readmodels.follower import REQUEST_KEY, site_snapshot

        models = site_snapshot()
        uids = sorted(each.uid for each in models.service_index.search("", today()).documents)
        paths = [models.nodes[uid].path for uid in islice(cycle(uids), EDITS)]
        spans = []
        for number, path in enumerate(paths):
            service = site.unrestrictedTraverse(path)
            service.synonyms = [f"Zwurbel{number}fuchtel"]
            notify(ObjectModifiedEvent(service))
            transaction.commit()
            IAnnotations(getRequest()).pop(REQUEST_KEY, None)  # the next request
            start = perf_counter()
            result = site_snapshot().service_index.search(f"Zwurbel{number}fuchtel", today())
            spans.append((perf_counter() - start) * 1e3)
            if [each.uid for each in result.documents] != [service.UID()]:
                raise AssertionError("an edit was not found")
    name = f"an edit of one of {len(uids):,} services is found"
    return [
        Figure(PART, f"{name}: median", median(spans), "ms", most=EDIT_AIM),
        Figure(PART, f"{name}: slowest of {EDITS}", max(spans), "ms", most=EDIT_AIM),
    ]


def _suggested(name: str, index: Any, texts: list[str]) -> list[Figure]:
    """What is suggested after two letters, after four, after a whole word."""
    from tlvwa.portal.search.suggestions import Suggestions

    start = process_time()
    suggestions = Suggestions(index)
    built = process_time() - start
    typed = {text[:length].rstrip() for text in texts for length in (2, 4, 12)}
    return [
        Figure(PART, f"{name}: suggestions built", built, "s"),
        *_timed(
            name, "suggestions", lambda each: suggestions.find(each, DAY), sorted(typed), MEDIAN_AIM
        ),
    ]


def _timed(
    name: str,
    what: str,
    ask: Ask,
    texts: Iterable[str],
    most: float | None = None,
    slow: float | None = None,
) -> list[Figure]:
    """Over all texts the median and the 99th percentile of what each takes: its median of some rounds."""
    texts = list(texts)
    spans: dict[str, list[float]] = {text: [] for text in texts}
    for _round in range(ROUNDS):
        for text in texts:
            start = process_time()
            ask(text)
            spans[text].append((process_time() - start) * 1e3)
    first = [each[0] for each in spans.values()]
    usual = [median(each) for each in spans.values()]
    return [
        Figure(PART, f"{name}: {what}, median", median(usual), "ms", most=most),
        Figure(PART, f"{name}: {what}, p99", quantiles(usual, n=100)[98], "ms", most=slow),
        Figure(PART, f"{name}: {what}, asked for the first time, median", median(first), "ms"),
    ]


def _followed(name: str, index: Any, documents: list[Any]) -> list[Figure]:
    """An edit as the read models take it, and the first search after it."""
    from dataclasses import replace

    edits, searches = [], []
    for number in range(EDITS // 2):
        own = documents[number * 97 % len(documents)]
        changed = replace(own, synonyms=(f"Zwurbel {number}",))
        start = process_time()
        index = index.replace({own.uid: (changed,)})
        done = process_time()
        index.search("Zwurbel", DAY)
        edits.append((done - start) * 1e3)
        searches.append((process_time() - done) * 1e3)
    return [
        Figure(PART, f"{name}: an edit, median", median(edits), "ms"),
        Figure(PART, f"{name}: first search after it, median", median(searches), "ms"),
    ]


def _plone(documents: list[Any]) -> Callable[[str], Any]:
    """Plone's index of text with Plone's word splitter, over all texts that ours has."""
    from plone.base.utils import munge_search_term
    from Products.CMFPlone.UnicodeSplitter import I18NNormalizer, Splitter
    from Products.ZCTextIndex.Lexicon import Lexicon
    from Products.ZCTextIndex.OkapiIndex import OkapiIndex
    from Products.ZCTextIndex.ParseTree import ParseError
    from Products.ZCTextIndex.QueryParser import QueryParser

    from tlvwa.portal.search.index import Hit, MatchKind, SearchResult

    lexicon = Lexicon(Splitter(), I18NNormalizer())
    index = OkapiIndex(lexicon)
    for number, document in enumerate(documents):
        index.index_doc(number, [text for each in document.texts.values() for text in each])

    def search(query: str) -> SearchResult:
        try:
            tree = QueryParser(lexicon).parseQuery(munge_search_term(query))
            scores = dict(tree.executeQuery(index) or {})
        except ParseError:
            scores = {}
        best = sorted(scores, key=lambda number: (-scores[number], number))
        hits = tuple(Hit(documents[number], scores[number]) for number in best)
        return SearchResult(MatchKind.ALL_WORDS if hits else MatchKind.NONE, hits)

    return search
