"""How fast a table of 4,813 services comes into the demo site, and what the site then costs to start."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.report import Figure
from benchmarks.resolver import REGISTER
from benchmarks.server import opened

PART = "services"
TABLE = REGISTER.parents[1] / "leika" / "leika_ozg_nrw_2019-10.csv"
AIM, RATIO_AIM = 100.0, 1.0
DOCUMENTS, BATCH = 500, 250


def start(var: Path, state: str) -> list[Figure]:
    """Seconds until a new process has opened the site, and until it has its read models."""
    begin = perf_counter()
    with opened(var):
        from tlvwa.portal.readmodels.follower import site_snapshot

        ready = perf_counter()
        services = len(site_snapshot().rulebook.services)
        built = perf_counter()
    name = f"start {state} ({services:,} services)"
    return [
        Figure(PART, f"{name}: site opened", ready - begin, "s"),
        Figure(PART, f"{name}: models built", built - ready, "s"),
    ]


def first_run(var: Path) -> list[Figure]:
    """Services a second, published, commits included; beside them Plone's own plainest content.

    Documents are made as Plone makes them, with an id given, as many in a transaction. Half of them
    before and half after, so that noise of the machine hits both.
    """
    with opened(var) as site:
        documents = _rate(DOCUMENTS // 2, lambda: _documents(site, "vorher"))
        begin = perf_counter()
        created = _imported(site)["created"]
        rate = created / (perf_counter() - begin)
        documents += _rate(DOCUMENTS // 2, lambda: _documents(site, "nachher"))
        _remove(site, "vorher", "nachher")
    plain = documents / 2
    return [
        Figure(PART, "plain Document (reference)", plain, "/s"),
        Figure(PART, f"import of {created:,}, published", rate, "/s", least=AIM),
        Figure(PART, "import : plain Document", rate / plain, "", least=RATIO_AIM),
    ]


def second_run(var: Path) -> list[Figure]:
    """Seconds of importing the same again: all of it, and without what any command needs to start."""
    with opened(var) as site:
        from tlvwa.portal.readmodels.follower import site_snapshot

        begin = perf_counter()
        site_snapshot()
        ready = perf_counter()
        outcomes = _imported(site)
        end = perf_counter()
    if outcomes["created"] or outcomes["updated"]:
        raise AssertionError("a second run wrote something")
    return [
        Figure(PART, "second run, models built for it", end - begin, "s"),
        Figure(PART, "second run, models at hand", end - ready, "s"),
    ]


def _rate(count: int, make: Callable[[], None]) -> float:
    begin = perf_counter()
    make()
    return count / (perf_counter() - begin)


def _imported(site: Any) -> dict[str, int]:
    from tlvwa.portal.exchange.leika_import import LeikaImport
    from tlvwa.portal.exchange.leika_table import read_table

    outcomes: dict[str, int] = (
        LeikaImport(site, public=True, batch=BATCH).run(read_table(TABLE)).outcomes
    )
    return outcomes


def _documents(site: Any, name: str) -> None:
    import transaction
    from plone.dexterity.utils import addContentToContainer, createContent

    folder = addContentToContainer(site, createContent("Folder", id=name, title=name))
    for number in range(1, DOCUMENTS // 2 + 1):
        page = createContent("Document", id=f"seite-{number}", title=f"Seite {number}")
        addContentToContainer(folder, page, checkConstraints=False)
        if number % BATCH == 0:
            transaction.commit()
    transaction.commit()


def _remove(site: Any, *names: str) -> None:
    """Take them away again: Plone's navigation would carry them on every page that is measured later."""
    import transaction

    site.manage_delObjects(list(names))
    transaction.commit()
