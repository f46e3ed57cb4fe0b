"""How fast editors get a list of all services: our overview against Plone's folder contents, over HTTP."""

import json
from base64 import b64encode
from statistics import median
from urllib.parse import urlencode

import requests

from benchmarks.report import Figure
from benchmarks.server import Server
from benchmarks.web import rates_of

PART = "overview"
AIM = 1.0
SIZE = 50
FOLDER = "leistungen"
ATTRIBUTES = (
    "Title",
    "review_state",
    "modified",
    "Type",
    "UID",
    "getURL",
    "Subject",
    "is_folderish",
)
OVERVIEW, SORTED, LISTING, SHELL = (
    "overview of services, page",
    "overview of services, filtered and sorted",
    "folder contents, JSON listing (reference)",
    "folder contents, page that asks for it",
)


def figures(server: Server) -> list[Figure]:
    """Throughput with one connection; a ratio is the median of what was measured in the same round.

    An editor who opens Plone's folder contents waits for its page and for the listing it asks for.
    """
    password = (server.var / "admin-password").read_text().strip()
    token = b64encode(f"admin:{password}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Accept": "text/html,application/json"}
    targets = _targets()
    _check(server, targets[LISTING][0], headers)
    rates = rates_of(server, targets, 1, headers)
    listing, shell = rates[LISTING], rates[SHELL]
    both = [1 / (1 / one + 1 / other) for one, other in zip(listing, shell, strict=True)]
    found = [Figure(PART, name, median(own), "/s") for name, own in rates.items()]
    for name in (OVERVIEW, SORTED):
        found.append(Figure(PART, f"{name} : listing alone", _ratio(rates[name], listing), ""))
        found.append(
            Figure(PART, f"{name} : page and listing", _ratio(rates[name], both), "", least=AIM)
        )
    return found


def _check(server: Server, path: str, headers: dict[str, str]) -> None:
    """Raises AssertionError where Plone's listing does not list what the overview does."""
    answer = requests.get(
        f"http://127.0.0.1:{server.port}{path}", headers=headers, timeout=60
    ).json()
    if len(answer.get("results", ())) != SIZE:
        raise AssertionError(f"no listing of a folder: {str(answer)[:200]}")


def _targets() -> dict[str, list[str]]:
    overview = "/tlvwa/@@leistungen-uebersicht"
    query = {
        "criteria": [
            {
                "i": "path",
                "o": "plone.app.querystring.operation.string.path",
                "v": f"/{FOLDER}::1",
            }
        ],
        "sort_on": "sortable_title",
        "sort_order": "ascending",
    }
    listing = urlencode(
        {
            "name": "plone.app.vocabularies.Catalog",
            "query": json.dumps(query),
            "attributes": json.dumps(ATTRIBUTES),
            "batch": json.dumps({"page": 1, "size": SIZE}),
        }
    )
    return {
        OVERVIEW: [f"{overview}?b_start={start}" for start in range(0, 4_000, SIZE)],
        SORTED: [
            f"{overview}?reviewed=no&sort=-changed&q={word}" for word in ("steuer", "bau", "an")
        ],
        LISTING: [f"/tlvwa/@@getVocabulary?{listing}"],
        SHELL: [f"/tlvwa/{FOLDER}/folder_contents"],
    }


def _ratio(own: list[float], other: list[float]) -> float:
    return median(one / another for one, another in zip(own, other, strict=True))
