"""How long visitors wait for a list of 5,000 publications, beside Plone's listing in Plone's own look."""

from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import plain
from benchmarks.report import Figure
from benchmarks.server import Server, opened

PART = "publications"
MANY, BATCH = plain.MANY, plain.BATCH
ROUNDS = 15
AIM = 1.0
FOLDER = "viele-publikationen"
LISTING = "folder listing of Plone (reference)"
TARGETS = {
    LISTING: f"/{plain.SITE}/{plain.FOLDER}",
    "list": f"/tlvwa/{FOLDER}",
    "list, page 100": f"/tlvwa/{FOLDER}?b_start=1980",
    "list, filtered": f"/tlvwa/{FOLDER}?art=bericht&jahr=2020",
    "list, rare words": f"/tlvwa/{FOLDER}?q=nummer4711",
    "list, words in every one": f"/tlvwa/{FOLDER}?q=wald",
    "Atom": f"/tlvwa/{FOLDER}/@@publikationen.atom",
}
COMPARED = ("list", "list, page 100", "list, filtered")  # Plone's listing knows no words


def fill(var: Path) -> None:
    """A folder of publications shown as our list; in a plain site as many pages, shown as Plone does."""
    plain.make(var, MANY)
    with opened(var) as site:
        from plone import api

        if FOLDER in site:
            return
        folder = api.content.create(site, "Folder", id=FOLDER, title=FOLDER, exclude_from_nav=True)
        api.content.transition(folder, "publish")
        folder.setLayout("publikationen")
        _add(folder)


def figures(server: Server) -> list[Figure]:
    """Milliseconds to the first byte of the answer's body; a ratio is the median of those of a round."""
    connection = HTTPConnection("127.0.0.1", server.port)
    waited: dict[str, list[float]] = {name: [] for name in TARGETS}
    for number in range(ROUNDS + 1):
        for name, path in TARGETS.items():
            seconds = _first_byte(connection, path)
            if number:  # the first round warms everything up
                waited[name].append(seconds)
    connection.close()
    found = [Figure(PART, name, median(own) * 1000, "ms") for name, own in waited.items()]
    for name in COMPARED:
        pairs = zip(waited[LISTING], waited[name], strict=True)
        ratio = median(reference / own for reference, own in pairs)
        found.append(Figure(PART, f"{LISTING} : {name}", ratio, "", least=AIM))
    return found


def _first_byte(connection: HTTPConnection, path: str) -> float:
    begin = perf_counter()
    connection.request("GET", path, headers={"Accept": "text/html"})
    answer = connection.getresponse()
    answer.read(1)
    waited = perf_counter() - begin
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return waited


def _add(folder: Any) -> None:
    import transaction
    from plone import api
    from plone.dexterity.utils import addContentToContainer, createContent

    for number in range(MANY):
        content = createContent(
            "tlvwa.portal.Publication", id=f"nr-{number}", **_publication(number)
        )
        content = addContentToContainer(folder, content, checkConstraints=False)
        api.content.transition(content, "publish_directly")
        if number % BATCH == BATCH - 1:
            transaction.commit()
            folder._p_jar.cacheGC()


def _publication(number: int) -> dict[str, Any]:
    return {
        "title": f"Waldbericht nummer{number}",
        "description": "Wie es dem Wald geht.",
        "kind": ("bericht", "broschuere", "leitfaden")[number % 3],
        "issued": date(2026, 11, 1) - timedelta(days=number),
        "keywords": ["Wald", f"Thema {number % 40}"],
    }
