"""What visitors wait for and load on the portal's pages, beside Plone's own look: time and weight."""

import gzip
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import chain
from statistics import median
from time import perf_counter
from urllib.parse import urljoin, urlsplit

from lxml.html import fromstring

from benchmarks import plain, publications
from benchmarks.report import Figure
from benchmarks.server import Server

PART = "portal"
ROUNDS = 15
AIM, WEIGHT_AIM, FONTS_AIM = 1.0, 100.0, 120.0
PORTAL = "/tlvwa/de/buergerinnen-und-buerger"
PAGE, LISTING = "page of Plone", "folder listing of Plone"
LINKED = {
    "style sheets": "//link[@rel='stylesheet']/@href",
    "scripts": "//script/@src",
    "fonts": "//link[@rel='preload'][@as='font']/@href",
}


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds until the first byte of a page, and until it is there with all that it needs."""

    first: float
    whole: float


def figures(server: Server) -> list[Figure]:
    """Milliseconds with an empty cache, all pages in turn; ratios of those of a round; kB with gzip."""
    connection = HTTPConnection("127.0.0.1", server.port)
    pages = _pages(connection)
    needed = {name: _linked(connection, path) for name, path in pages.items()}
    waited: dict[str, list[Waited]] = {name: [] for name in pages}
    for number in range(ROUNDS + 1):
        for name, path in pages.items():
            found = _wait(connection, path, list(chain(*needed[name].values())))
            if number:  # the first round warms everything up
                waited[name].append(found)
    weights = [figure for name, path in pages.items()
               for figure in _weights(connection, name, path, needed[name])]  # fmt: skip
    connection.close()
    return _times(waited) + weights


def _pages(connection: HTTPConnection) -> dict[str, str]:
    """The pages, by name; the topic is the first that the portal shows."""
    topics = [str(link) for link in fromstring(_get(connection, PORTAL)).xpath("//a/@href")
              if "/thema/" in link]  # fmt: skip
    return {
        PAGE: f"/{plain.SITE}/{plain.PAGE}",
        LISTING: f"/{plain.SITE}/{plain.FOLDER}",
        "start page": "/tlvwa/de",
        "portal": PORTAL,
        "topic": urlsplit(topics[0]).path,
        f"list of {publications.MANY:,} publications": f"/tlvwa/{publications.FOLDER}",
    }


def _linked(connection: HTTPConnection, path: str) -> dict[str, list[str]]:
    """The paths of what a browser loads with a page, by kind."""
    page = fromstring(_get(connection, path))
    base = f"http://127.0.0.1:{connection.port}{path}"
    found = {}
    for kind, where in LINKED.items():
        links = [urlsplit(urljoin(base, str(link))) for link in page.xpath(where)]
        found[kind] = [f"{each.path}?{each.query}".rstrip("?") for each in links]
    return found


def _wait(connection: HTTPConnection, path: str, needed: list[str]) -> Waited:
    begin = perf_counter()
    connection.request("GET", path, headers={"Accept": "text/html"})
    answer = connection.getresponse()
    answer.read(1)
    first = perf_counter() - begin
    answer.read()
    for each in needed:
        _get(connection, each)
    return Waited(first, perf_counter() - begin)


def _get(connection: HTTPConnection, path: str) -> bytes:
    """Raises RuntimeError for what is not 200."""
    connection.request("GET", path, headers={"Accept": "text/html,*/*"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return body


def _times(waited: dict[str, list[Waited]]) -> list[Figure]:
    found = []
    for name, own in waited.items():
        first, whole = (median(getattr(each, span) for each in own) for span in ("first", "whole"))
        found.append(Figure(PART, f"{name}: first byte", first * 1000, "ms"))
        found.append(Figure(PART, f"{name}: all of it", whole * 1000, "ms"))
        if name in (PAGE, LISTING):
            continue
        for span, words in (("first", "first byte"), ("whole", "all of it")):
            pairs = zip(waited[LISTING], own, strict=True)
            ratio = median(getattr(other, span) / getattr(each, span) for other, each in pairs)
            found.append(Figure(PART, f"{LISTING} : {name}, {words}", ratio, "", least=AIM))
    return found


def _weights(
    connection: HTTPConnection, name: str, path: str, needed: dict[str, list[str]]
) -> list[Figure]:
    """Kilobytes of what goes over the line behind a proxy that compresses; fonts are compressed already."""
    ours = name not in (PAGE, LISTING)
    weight = {"HTML": _compressed(connection, [path])}
    weight |= {kind: _compressed(connection, needed[kind]) for kind in ("style sheets", "scripts")}
    fonts = sum(len(_get(connection, each)) for each in needed["fonts"]) / 1000
    found = [Figure(PART, f"{name}: {kind}, gzip", size, "kB") for kind, size in weight.items()]
    return [
        *found,
        Figure(PART, f"{name}: without fonts, gzip", sum(weight.values()), "kB",
               most=WEIGHT_AIM if ours else None),
        Figure(PART, f"{name}: fonts", fonts, "kB", most=FONTS_AIM if ours else None),
    ]  # fmt: skip


def _compressed(connection: HTTPConnection, paths: list[str]) -> float:
    return sum(len(gzip.compress(_get(connection, each))) for each in paths) / 1000
