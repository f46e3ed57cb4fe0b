"""A closed loop against a server: a program of its own, so that it does not share Python with anyone.

Reads a plan as JSON (port, headers, targets: name -> paths, connections, rounds, seconds) and writes
for each target the requests a second of every round.
"""

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import cycle, islice
from time import perf_counter
from typing import Any

MOST_REQUESTS = 5_000


def measured(plan: dict[str, Any]) -> dict[str, list[float]]:
    """Round after round all targets in turn, so that noise of the machine hits all alike."""
    rates: dict[str, list[float]] = {name: [] for name in plan["targets"]}
    connections = [HTTPConnection("127.0.0.1", plan["port"]) for _ in range(plan["connections"])]
    with ThreadPoolExecutor(len(connections)) as pool:
        for number in range(plan["rounds"] + 1):
            for name, paths in plan["targets"].items():
                start = perf_counter()
                end = start + plan["seconds"]
                loops = [
                    pool.submit(loop, connection, paths, offset, plan["headers"], end)
                    for offset, connection in enumerate(connections)
                ]
                count = sum(each.result() for each in loops)
                if number:  # the first round warms everything up
                    rates[name].append(count / (perf_counter() - start))
    for connection in connections:
        connection.close()
    return rates


def loop(
    connection: HTTPConnection,
    paths: Sequence[str],
    offset: int,
    headers: dict[str, str],
    end: float,
) -> int:
    """Ask on one connection, the next as soon as the last is answered. Raises for what is not 200."""
    done = 0
    for path in islice(cycle(paths), offset, offset + MOST_REQUESTS):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        done += 1
        if perf_counter() >= end:
            break
    return done


if __name__ == "__main__":
    json.dump(measured(json.load(sys.stdin)), sys.stdout)
