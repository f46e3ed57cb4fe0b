"""How long visitors wait for a list of 5,000 publications, beside Plone's listing of such a folder."""

from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.report import Figure
from benchmarks.server import Server, opened

PART = "publications"
MANY, BATCH = 5_000, 250
ROUNDS = 15
AIM = 1.0
FOLDER, PLAIN = "viele-publikationen", "viele-seiten"
LISTING = "folder listing of Plone (reference)"
TARGETS = {
    LISTING: f"{PLAIN}",
    "list": f"{FOLDER}",
    "list, page 100": f"{FOLDER}?b_start=1980",
    "list, filtered": f"{FOLDER}?art=bericht&jahr=2020",
    "list, rare words": f"{FOLDER}?q=nummer4711",
    "list, words in every one": f"{FOLDER}?q=wald",
    "Atom": f"{FOLDER}/@@publikationen.atom",
}
COMPARED = ("list", "list, page 100", "list, filtered")  # Plone's listing knows no words


def fill(var: Path) -> None:
    """A folder of publications shown as our list, and one of Plone's plain pages shown as Plone does."""
    with opened(var) as site:
        ours = _folder(site, FOLDER)
        _add(ours, "tlvwa.portal.Publication", "publish_directly", _publication)
        ours.setLayout("publikationen")
        _add(_folder(site, PLAIN), "Document", "publish", _page)


def figures(server: Server) -> list[Figure]:
    """Milliseconds to the first byte of the answer's body; a ratio is the median of those of a round."""
    connection = HTTPConnection("127.0.0.1", server.port)
    waited: dict[str, list[float]] = {name: [] for name in TARGETS}
    for number in range(ROUNDS + 1):
        for name, path in TARGETS.items():
            seconds = _first_byte(connection, f"/tlvwa/{path}")
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


def _folder(site: Any, name: str) -> Any:
    from plone import api

    folder = api.content.create(site, "Folder", id=name, title=name, exclude_from_nav=True)
    api.content.transition(folder, "publish")
    return folder


def _add(folder: Any, portal_type: str, transition: str, fields: Any) -> None:
    import transaction
    from plone import api
    from plone.dexterity.utils import addContentToContainer, createContent

    for number in range(MANY):
        content = createContent(portal_type, id=f"nr-{number}", **fields(number))
        content = addContentToContainer(folder, content, checkConstraints=False)
        api.content.transition(content, transition)
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


def _page(number: int) -> dict[str, Any]:
    return {"title": f"Seite {number}", "description": "Wie es dem Wald geht."}
