"""Measures everything, or the parts named, and prints one table; ``var/bench`` keeps it as JSON."""

import json
import os
import platform
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from benchmarks import (
    catch_up,
    changes,
    forms,
    ledger,
    memory,
    overview,
    plain,
    portal,
    publications,
    reform,
    register,
    resolver,
    search,
    services,
    web,
)
from benchmarks.report import Figure, Skipped, table
from benchmarks.server import CHECKOUT, Server, demo_server

Result = TypeVar("Result")


def alone(measure: Callable[..., Result], *arguments: Any) -> Result:
    """The result of what is measured, or made, in a process that does nothing else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def say(text: str) -> None:
    """Tell what is being done, beside the table."""
    print(text, file=sys.stderr, flush=True)


class Part(NamedTuple):
    """One part: how it is called, what is said of it, what it measures, and the file it needs, if any."""

    name: str
    words: str
    figures: Callable[[Server], list[Figure]]
    needs: Path | None = None


def _web(server: Server) -> list[Figure]:
    alone(plain.make, server.var)
    return web.figures(server)


def _services(server: Server) -> list[Figure]:
    return [
        *alone(services.start, server.var, "without the table"),
        *alone(services.first_run, server.var),
        *alone(services.second_run, server.var),
        *alone(services.start, server.var, "with it"),
    ]


def _forms(server: Server) -> list[Figure]:
    alone(forms.empty_site, server.var)
    return forms.figures(server)


def _publications(server: Server) -> list[Figure]:
    alone(publications.fill, server.var)
    return publications.figures(server)


def _portal(server: Server) -> list[Figure]:
    alone(publications.fill, server.var)
    return portal.figures(server)


def _search_engine() -> list[Figure]:
    return [
        *alone(search.engine, search.FEW),
        *alone(search.engine, search.FEW, True),
        *alone(search.engine, search.MANY),
        *alone(search.relevance),
    ]


def _search(server: Server) -> list[Figure]:
    return [*search.http(server), *alone(search.edited, server.var)]


# What needs no server, with what is said of it.
PLAIN: dict[str, tuple[str, Callable[[], list[Figure]]]] = {
    "resolver": ("The resolver, with 1.2 million records", lambda: alone(resolver.figures)),
    "ledger": ("The ledger, of a Land and of all of Germany", lambda: alone(ledger.figures)),
    "engine": ("The search engine, with up to 50,000 services: a minute or two", _search_engine),
}
TABLE, REGISTER = services.TABLE, resolver.REGISTER
# In this order: from `services` on the site is full.
PARTS = (
    Part("web", "Pages and REST answers: two minutes", _web),
    Part("catch_up", "Edits", lambda server: alone(catch_up.figures, server.var)),
    Part("reform", "A reform", lambda server: alone(reform.figures, server.var)),
    Part("register", "The register", lambda server: alone(register.figures, server.var), REGISTER),
    Part("services", "A table of 4,813 services: two minutes", _services, TABLE),
    Part("search", "The search over HTTP, and after edits: a minute", _search),
    Part("changes", "Changes for the public", lambda server: alone(changes.figures, server.var)),
    Part("overview", "Lists of all services", overview.figures, TABLE),
    Part("forms", "Forms, in the full site and in an empty one: a minute", _forms, TABLE),
    Part("memory", "Memory", lambda server: alone(memory.figures, server.var), TABLE),
    Part("publications", "5,000 publications: five minutes", _publications),
    Part("portal", "The pages of the portal, and their weight", _portal),
)
NAMES = (*PLAIN, *(part.name for part in PARTS))


def measured(names: list[str]) -> tuple[list[Figure], list[Skipped]]:
    """The figures of the parts named, and which could not be measured here."""
    found: list[Figure] = []
    skipped: list[Skipped] = []
    for name, (words, figures) in PLAIN.items():
        if name in names:
            say(f"{words} …")
            found += figures()
    parts = [part for part in PARTS if part.name in names]
    if parts:
        say("A demo site of its own: a minute or two …")
        with demo_server() as server:
            for part in parts:
                if part.needs and not part.needs.exists():
                    skipped.append(Skipped(part.name, f"{part.needs.name} is not at hand"))
                    continue
                say(f"{part.words} …")
                found += part.figures(server)
    return found, skipped


def main() -> None:
    """Measure, print, keep. A missed aim is shown; it is no error."""
    names = sys.argv[1:] or list(NAMES)
    unknown = ", ".join(sorted(set(names) - set(NAMES)))
    if unknown:
        raise SystemExit(f"There is no part {unknown}. There are {', '.join(NAMES)}.")
    found, skipped = measured(names)
    now = datetime.now().astimezone()
    machine = {"processors": os.cpu_count(), "python": platform.python_version()}
    print(f"{now:%Y-%m-%d %H:%M}, {machine['processors']} processors, Python {machine['python']}\n")
    print(table(found, skipped))
    folder = CHECKOUT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    kept = {
        "date": now.isoformat(timespec="seconds"),
        "machine": machine,
        "figures": [asdict(each) | {"met": each.met} for each in found],
        "skipped": [asdict(each) for each in skipped],
    }
    file = folder / f"{now:%Y-%m-%d-%H%M%S}.json"
    file.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nKept as {file.relative_to(CHECKOUT)}")


if __name__ == "__main__":
    main()
