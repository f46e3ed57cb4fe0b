"""What visitors wait for: REST answers and pages over HTTP, as ratios to Plone's own.

Pages are held against a plain page in Plone's own look: what a visitor of a Plone site waits for.
"""

import json
import subprocess
import sys
from statistics import median
from urllib.parse import urlencode, urlsplit

from benchmarks import plain
from benchmarks.report import Figure
from benchmarks.server import JSON, Server

PLAIN = plain.PAGE
REST_AIM, PAGE_AIM = 0.7, 1.5
REFERENCE = "page of Plone in its own look"
ROUNDS, SECONDS = 12, 0.5
CHEAP = ("@actions", "@breadcrumbs", "@inherit", "@navroot", "@site", "@workflow", PLAIN)
TOWNS = ("16051000", "16053000", "16055000", "16052000", "160745052025", "16066061")
TYPED = ("q=Weimar", "q=Jen", "q=Neust", "postal_code=07607", "postal_code=99423", "q=16074")
PAGES = {
    "page": "such a page in our look",
    "start": "finder, start page",
    "answer": "finder, answer page",
    "authority": "authority page",
    "service": "service page",
}

Targets = dict[str, list[str]]
Rates = dict[str, list[float]]


def figures(server: Server) -> list[Figure]:
    """Throughput of ours against the fastest of Plone's, with one connection and with four.

    The plain site must be there.
    """
    server.add_page(PLAIN, "Ein kurzer Text.")
    services = server.get("@service-search", b_size=20)["items"]
    found: list[Figure] = []
    for connections in (1, 4):
        rates = rates_of(server, _rest(server, services), connections, JSON)
        cheapest = max((f"GET {name}" for name in CHEAP), key=lambda name: median(rates[name]))
        found += ratios(rates, cheapest, REST_AIM, connections)
        rates = rates_of(server, _pages(server, services), connections, {"Accept": "text/html"})
        found += ratios(rates, REFERENCE, PAGE_AIM, connections)
    return found


def _rest(server: Server, services: list[dict[str, str]]) -> Targets:
    asked = [
        urlencode({"service": service["UID"], "area": area})
        for service in services
        for area in TOWNS
    ]
    return {f"GET {name}": [f"/tlvwa/{name}"] for name in CHEAP} | {
        "GET @responsible": [f"/tlvwa/@responsible?{query}" for query in asked],
        "GET @areas": [f"/tlvwa/@areas?{query}" for query in TYPED],
    }


def _pages(server: Server, services: list[dict[str, str]]) -> Targets:
    answers = [
        server.get("@responsible", service=service["UID"], area=area)
        for service in services
        for area in TOWNS[:4]
    ]
    answered = [answer for answer in answers if answer["status"] == "answered"]
    offices = {office["@id"] for answer in answered for office in answer["offices"]}
    return {
        REFERENCE: [f"/{plain.SITE}/{PLAIN}"],
        PAGES["page"]: [f"/tlvwa/{PLAIN}"],
        PAGES["start"]: ["/tlvwa/zustaendigkeitsfinder"],
        PAGES["answer"]: [_path(answer["permalink"]) for answer in answered],
        PAGES["authority"]: sorted(map(_path, offices)),
        PAGES["service"]: [_path(service["@id"]) for service in services],
    }


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def rates_of(server: Server, targets: Targets, connections: int, headers: dict[str, str]) -> Rates:
    """Requests a second of every round, by the names of targets."""
    plan = {
        "port": server.port,
        "headers": headers,
        "targets": targets,
        "connections": connections,
        "rounds": ROUNDS,
        "seconds": SECONDS,
    }
    command = [sys.executable, "-m", "benchmarks.load"]
    done = subprocess.run(
        command, input=json.dumps(plan), capture_output=True, text=True, check=False, timeout=900
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    rates: Rates = json.loads(done.stdout)
    return rates


def ratios(rates: Rates, reference: str, aim: float, connections: int) -> list[Figure]:
    """The median over the rounds of what was measured in the same round."""
    part = f"HTTP, {connections} conn."
    found = [Figure(part, f"{reference} (reference)", median(rates[reference]), "/s")]
    for name, own in rates.items():
        if name == reference or name.removeprefix("GET ") in CHEAP:
            continue
        pairs = zip(own, rates[reference], strict=True)
        ratio = median(each / other for each, other in pairs)
        found.append(Figure(part, name, median(own), "/s"))
        found.append(Figure(part, f"{name} : {reference}", ratio, "", least=aim))
    return found
