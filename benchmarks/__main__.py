"""Measures everything and prints it as one table; ``var/bench`` keeps it as JSON."""

import json
import os
import platform
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import datetime
from multiprocessing import get_context
from typing import Any, TypeVar

from benchmarks import (
    catch_up,
    forms,
    memory,
    overview,
    publications,
    register,
    resolver,
    services,
    web,
)
from benchmarks.report import Figure, Skipped, table
from benchmarks.server import CHECKOUT, demo_server

Result = TypeVar("Result")


def alone(measure: Callable[..., Result], *arguments: Any) -> Result:
    """The result of what is measured, or made, in a process that does nothing else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def say(text: str) -> None:
    """Tell what is being done, beside the table."""
    print(text, file=sys.stderr, flush=True)


def everything() -> tuple[list[Figure], list[Skipped]]:
    """All figures, and what could not be measured here."""
    say("The resolver, with 1.2 million records …")
    found, skipped = alone(resolver.figures), []
    say("A demo site of its own: a minute or two …")
    with demo_server() as server:
        say("Pages and REST answers: two minutes …")
        found += web.figures(server)
        say("Edits, and the register of all municipalities …")
        found += alone(catch_up.figures, server.var)
        if resolver.REGISTER.exists():
            found += alone(register.figures, server.var)
        else:
            skipped.append(Skipped(register.PART, f"{resolver.REGISTER.name} is not at hand"))
        if services.TABLE.exists():
            say("A table of 4,813 services: two minutes …")
            found += alone(services.start, server.var, "without the table")
            found += alone(services.first_run, server.var)
            found += alone(services.second_run, server.var)
            found += alone(services.start, server.var, "with it")
            say("Lists of all services …")
            found += overview.figures(server)
            say("Forms, in the full site and in an empty one: a minute …")
            alone(forms.empty_site, server.var)
            found += forms.figures(server)
            found += alone(memory.figures, server.var)
        else:
            skipped.append(Skipped(services.PART, f"{services.TABLE.name} is not at hand"))
        say("5,000 publications: five minutes …")
        alone(publications.fill, server.var)
        found += publications.figures(server)
    return found, skipped


def main() -> None:
    """Measure, print, keep. A missed aim is shown; it is no error."""
    found, skipped = everything()
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
