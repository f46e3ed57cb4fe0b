"""What one more thread costs: a thread has a database connection of its own, and its cache with it."""

from pathlib import Path
from statistics import median

from benchmarks.report import Figure
from benchmarks.server import opened

PART = "memory"
THREADS, PAGES = 5, 60
MEGABYTE = 1024 * 1024


def figures(var: Path) -> list[Figure]:
    """Megabytes of a process with its models, and of each connection that has shown some pages."""
    with opened(var) as site:
        from tlvwa.portal.readmodels.follower import site_snapshot

        models = site_snapshot()
        begin = resident()
        database = site._p_jar.db()
        addresses = _addresses(models)
        held, grown = [], []
        for _thread in range(THREADS):
            before = resident()
            _show(addresses)
            held.append(database.open())  # the one that has shown the pages; the next is a new one
            grown.append(resident() - before)
        for connection in held:
            connection.close()
    # The first also loads code and templates, which all threads share.
    return [
        Figure(PART, f"process with the models of {len(models.nodes):,} objects", begin, "MB"),
        Figure(PART, f"one more thread, after {PAGES} pages of each kind", median(grown[1:]), "MB"),
    ]


def resident() -> float:
    """Megabytes of this process in memory."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / MEGABYTE
    raise OSError("this system does not tell how much memory a process has")


def _addresses(models: object) -> list[str]:
    """Services and authorities, as many of each as there are pages to show, and answers."""
    nodes = models.nodes.values()  # type: ignore[attr-defined]
    found = []
    for kind in ("tlvwa.portal.Service", "tlvwa.portal.Authority"):
        found += [node.path for node in nodes if node.portal_type == kind][:PAGES]
    services = [node.uid for node in nodes if node.portal_type == "tlvwa.portal.Service"][:PAGES]
    finder = "/tlvwa/zustaendigkeitsfinder"
    return found + [f"{finder}?service={uid}&area=160530000000" for uid in services]


def _show(addresses: list[str]) -> None:
    from webtest import TestApp
    from zope.component.hooks import getSite, setSite
    from zope.globalrequest import getRequest, setRequest
    from ZPublisher.httpexceptions import HTTPExceptionHandler
    from ZPublisher.WSGIPublisher import publish_module

    site, request = getSite(), getRequest()
    visitor = TestApp(HTTPExceptionHandler(publish_module))
    for address in addresses:
        visitor.get(address, status="*")
    setSite(site)
    setRequest(request)
