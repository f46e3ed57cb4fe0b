"""How long an editor waits for a form, and for saving it: a full site against an empty one."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import requests
from lxml.html import fromstring

from benchmarks.report import Figure
from benchmarks.server import JSON, Server, opened

PART = "forms"
AIM, ROUNDS = 1.3, 25
EMPTY, FULL = "leer", "tlvwa"
JENA = "160530000000"
DOG_TAX = "99102013000000"
FORMS = {"Responsibility": "amt/zustaendig", "Authority": "amt", "Service": "leistung"}
CONTENT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("", {"@type": "tlvwa.portal.Service", "id": "leistung", "coverage": "land"}),
    ("", {"@type": "tlvwa.portal.Authority", "id": "amt", "area": JENA, "kind": "city"}),
    ("amt", {"@type": "tlvwa.portal.Responsibility", "id": "zustaendig", "areas": [JENA]}),
)


def empty_site(var: Path) -> None:
    """A second site in the same database: the add-on, the areas of Thüringen, no content."""
    with opened(var) as site:
        from tlvwa.portal.setuphandlers.create_site import create_site

        create_site(site.getPhysicalRoot(), EMPTY, "", demo=False)


def figures(server: Server) -> list[Figure]:
    """Seconds and ratios for each form: opened, and saved with the page that follows."""
    session = requests.Session()
    session.auth = ("admin", (server.var / "admin-password").read_text().strip())
    roots = {name: f"http://127.0.0.1:{server.port}/{name}" for name in (EMPTY, FULL)}
    for root in roots.values():
        _make_content(session, root)
    found = []
    for name, path in FORMS.items():
        addresses = {site: f"{root}/{path}" for site, root in roots.items()}
        opening, saving = _measured(session, addresses)
        found += _compared(f"{name}: form opened", opening)
        found += _compared(f"{name}: form saved", saving)
    return found


def _make_content(session: requests.Session, root: str) -> None:
    """A service, an authority and a record, the same in every site."""
    uid = ""
    for container, fields in CONTENT:
        body = {"title": fields["id"], **fields} | ({"services": [uid]} if container else {})
        made = session.post(f"{root}/{container}", json=body, headers=JSON, timeout=120)
        made.raise_for_status()
        uid = uid or made.json()["UID"]


def _measured(
    session: requests.Session, addresses: dict[str, str]
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Seconds of opening and of saving in each site, in turn, after one round to warm up."""
    opening: dict[str, list[float]] = {site: [] for site in addresses}
    saving: dict[str, list[float]] = {site: [] for site in addresses}
    for number in range(ROUNDS + 1):
        for site, address in addresses.items():
            seconds, form = _timed(lambda at=address: session.get(f"{at}/edit", timeout=120))
            values = [*_fields(form.text), ("form.buttons.save", "Sichern")]
            saved, page = _timed(
                lambda at=address, sent=values: session.post(f"{at}/edit", data=sent, timeout=120)
            )
            if "/edit" in page.url:
                raise AssertionError(f"{address} was not saved")
            if number:
                opening[site].append(seconds)
                saving[site].append(saved)
    return opening, saving


def _timed(ask: Callable[[], requests.Response]) -> tuple[float, requests.Response]:
    begin = perf_counter()
    answer = ask()
    answer.raise_for_status()
    return perf_counter() - begin, answer


def _fields(page: str) -> list[tuple[str, str]]:
    """The values that a browser would send back of the form as it stands."""
    form = next(each for each in fromstring(page).forms if each.get("id") == "form")
    return [(name, value) for name, value in form.form_values() if value is not None]


def _compared(name: str, seconds: dict[str, list[float]]) -> list[Figure]:
    full, empty = median(seconds[FULL]), median(seconds[EMPTY])
    return [
        Figure(PART, f"{name}, full site", full * 1000, "ms"),
        Figure(PART, f"{name}, full : empty", full / empty, "", most=AIM),
    ]
