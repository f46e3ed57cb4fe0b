"""What commands print: JSON for programs, lines for people, bars of progress on a terminal."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

import click


def print_json(value: object) -> None:
    """Print a value as JSON, days in the form of ISO 8601."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_iso))


def print_lines(lines: Iterable[str]) -> None:
    """Print one line after another."""
    for line in lines:
        click.echo(line)


@contextmanager
def progress_bar(title: str, total: int, *, silent: bool) -> Iterator[Callable[[int], None]]:
    """Give a function that takes how many steps were done; the bar is seen only on a terminal."""
    from rich.progress import Progress

    with Progress(transient=True, disable=silent or not sys.stdout.isatty()) as bar:
        task = bar.add_task(title, total=total)
        yield lambda steps: bar.advance(task, steps)


@contextmanager
def step_bars() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that takes a step, how much of it is done, and of how much.

    It shows a bar for each step on a terminal, elsewhere a line when one begins.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    is_terminal = sys.stdout.isatty()
    with Progress(*columns, TimeElapsedColumn(), disable=not is_terminal) as bar:
        tasks = {}

        def report(name: str, done: int, total: int) -> None:
            if name not in tasks:
                _complete(bar)
                tasks[name] = bar.add_task(name, total=total or None)
                if not is_terminal:
                    click.echo(f"{name} …")
            bar.update(tasks[name], completed=done)

        yield report
        _complete(bar)


def _complete(bar):
    """Fill all bars: their steps are done."""
    for task in bar.tasks:
        bar.update(task.id, total=task.total or 1, completed=task.total or 1)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
