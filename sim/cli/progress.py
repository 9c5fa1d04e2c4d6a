"""How far an ensemble has come: a bar on a terminal, plain lines elsewhere. On stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

import click
from rich.console import Console
from rich.progress import Progress as Bars
from rich.progress import TaskProgressColumn, TextColumn, TimeRemainingColumn

from sim.analysis.wording import in_100, named
from sim.talks.events import OUTCOMES

_EVERY = 5.0  # seconds between plain lines


class Progress(Protocol):
    """What to call as runs are done."""

    def __call__(self, done: int, asked: int, shares: Mapping[str, float] | None = None, /) -> None:
        """With the runs done, those asked for, and the shares up to now."""


@contextmanager
def watched(runs: int, before: int = 0, what: str = "runs") -> Iterator[Progress]:
    """What to call as runs are done; `before` of them were done before it began.

    `what` they are called: tries of the inputs are no runs.
    """
    if sys.stderr.isatty():
        with _bar(runs, before, what) as update:
            yield update
    else:
        yield _plain_lines(before, what)


@contextmanager
def _bar(runs: int, before: int, what: str) -> Iterator[Progress]:
    columns = (
        TextColumn(f"{{task.completed:,.0f}} of {{task.total:,.0f}} {what}"),
        TaskProgressColumn(show_speed=False),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left\n{task.fields[shares]}"),
    )
    began = monotonic()
    with Bars(*columns, console=Console(stderr=True, highlight=False), transient=True) as bars:
        task = bars.add_task("", total=runs, completed=before, rate="", shares="")

        def update(done: int, asked: int, shares: Mapping[str, float] | None = None) -> None:
            speed = rate(done - before, monotonic() - began)
            told_of = shares_told(shares)
            bars.update(task, total=asked, completed=done, rate=speed, shares=told_of)

        yield update


def _plain_lines(before: int, what: str) -> Progress:
    began = last = monotonic()

    def update(done: int, asked: int, shares: Mapping[str, float] | None = None) -> None:
        nonlocal last
        now = monotonic()
        if now - last >= _EVERY and done < asked:
            last = now
            click.echo(told(done, asked, now - began, before, what), err=True)
            if shares:
                click.echo(f"  {shares_told(shares)}", err=True)

    return update


def rate(done: int, seconds: float) -> str:
    """`1,200 a second`."""
    return f"{done / max(seconds, 1e-3):,.0f} a second"


def told(done: int, asked: int, seconds: float, before: int = 0, what: str = "runs") -> str:
    """`400 of 2,000 runs, 120 a second, 14 s left`."""
    played = done - before
    left = seconds * (asked - done) / played
    return f"{done:,} of {asked:,} {what}, {rate(played, seconds)}, {left:,.0f} s left"


def shares_told(shares: Mapping[str, float] | None) -> str:
    """`of 100: deal 14, collapsed 3`."""
    shares = shares or {}
    seen = [f"{named(o)} {in_100(shares[o])}" for o in OUTCOMES if shares.get(o)]
    return f"of 100: {', '.join(seen)}" if seen else ""
