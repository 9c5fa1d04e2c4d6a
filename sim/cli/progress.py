"""How far an ensemble has come: a bar on a terminal, plain lines elsewhere. On stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import click
from rich.console import Console
from rich.progress import Progress as Bars
from rich.progress import TaskProgressColumn, TextColumn, TimeRemainingColumn

_EVERY = 5.0  # seconds between plain lines

Progress = Callable[[int, int], None]  # runs done, runs asked for


@contextmanager
def watched(runs: int) -> Iterator[Progress]:
    """What to call with the runs done and asked for."""
    if sys.stderr.isatty():
        with _bar(runs) as update:
            yield update
    else:
        yield _plain_lines()


@contextmanager
def _bar(runs: int) -> Iterator[Progress]:

    columns = (
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} runs"),
        TaskProgressColumn(show_speed=False),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    began = monotonic()
    with Bars(*columns, console=Console(stderr=True, highlight=False), transient=True) as bars:
        task = bars.add_task("", total=runs, rate="")

        def update(done: int, asked: int) -> None:
            bars.update(task, total=asked, completed=done, rate=rate(done, monotonic() - began))

        yield update


def _plain_lines() -> Progress:
    began = last = monotonic()

    def update(done: int, asked: int) -> None:
        nonlocal last
        now = monotonic()
        if now - last >= _EVERY and done < asked:
            last = now
            click.echo(told(done, asked, now - began), err=True)

    return update


def rate(done: int, seconds: float) -> str:
    """`1,200 a second`."""
    return f"{done / max(seconds, 1e-3):,.0f} a second"


def told(done: int, asked: int, seconds: float) -> str:
    """`400 of 2,000 runs, 120 a second, 14 s left`."""
    left = seconds * (asked - done) / done
    return f"{done:,} of {asked:,} runs, {rate(done, seconds)}, {left:,.0f} s left"
