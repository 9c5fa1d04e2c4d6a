"""How far an ensemble has come: a bar on a terminal, plain lines elsewhere. On stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

import click
from rich.console import Console, RenderableType
from rich.progress import Progress as Rows
from rich.progress import TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from sim.analysis.wording import in_100, named
from sim.cli.layout import paragraph
from sim.ensemble.driving import Search
from sim.talks.events import OUTCOMES

_EVERY = 5.0  # seconds between plain lines


SoFar = Mapping[str, float] | Search | None


class Progress(Protocol):
    """What to call as runs are done."""

    def __call__(self, done: int, asked: int, so_far: SoFar = None, /) -> None:
        """With the runs done, those asked for, and the shares up to now.

        Or, before any is played, how far draws of a rare record are looked for.
        """


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


class Bars(Rows):
    """Runs done, rate and time left in a row; shares up to now, or a search, on a line below."""

    @classmethod
    def of(cls, what: str, console: Console) -> Bars:
        """Of so-called runs, on a terminal; gone at the end."""
        columns = (
            TextColumn(f"{{task.completed:,.0f}} of {{task.total:,.0f}} {what}"),
            TaskProgressColumn(show_speed=False),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("left"),
        )
        return cls(*columns, console=console, transient=True)

    def get_renderables(self) -> Iterable[RenderableType]:
        """The row, and the line below it."""
        yield self.make_tasks_table(self.tasks)
        for task in self.tasks:
            if task.fields["so_far"]:
                yield Text(task.fields["so_far"])


@contextmanager
def _bar(runs: int, before: int, what: str) -> Iterator[Progress]:
    began = monotonic()
    with Bars.of(what, Console(stderr=True, highlight=False)) as bars:
        task = bars.add_task("", total=runs, completed=before, rate="", so_far="")

        def update(done: int, asked: int, so_far: SoFar = None) -> None:
            nonlocal began
            if isinstance(so_far, Search):
                began = monotonic()  # of what comes after it
                bars.update(task, so_far=searched(so_far))
                return
            speed, told_of = rate(done - before, monotonic() - began), shares_told(so_far)
            bars.update(task, total=asked, completed=done, rate=speed, so_far=told_of)

        yield update


def _plain_lines(before: int, what: str) -> Progress:
    began = last = monotonic()

    def update(done: int, asked: int, so_far: SoFar = None) -> None:
        nonlocal began, last
        now, searching = monotonic(), isinstance(so_far, Search)
        began = now if searching else began  # of what comes after it
        if now - last < _EVERY or (done in (before, asked) and not searching):
            return
        last = now
        if isinstance(so_far, Search):
            click.echo(searched(so_far), err=True)
            return
        click.echo(told(done, asked, now - began, before, what), err=True)
        if so_far:
            click.echo("\n".join(paragraph(shares_told(so_far), 2)), err=True)

    return update


def rate(done: int, seconds: float) -> str:
    """`1,200 a second`."""
    return f"{done / max(seconds, 1e-3):,.0f} a second"


def told(done: int, asked: int, seconds: float, before: int = 0, what: str = "runs") -> str:
    """`400 of 2,000 runs, 120 a second, 14 s left`."""
    played = done - before
    left = seconds * (asked - done) / played
    return f"{done:,} of {asked:,} {what}, {rate(played, seconds)}, {left:,.0f} s left"


def searched(search: Search) -> str:
    """`looking for draws of a rare record: 70 of 100, worth 31.4 (to be 50), 12,300 tries`."""
    worth = f"worth {search.worth:,.1f} (to be {search.wanted:,.4g})"
    found = f"{search.draws:,} of {search.asked:,}, {worth}, {search.tries:,} tries"
    return f"looking for draws of a rare record: {found}"


def shares_told(shares: Mapping[str, float] | None) -> str:
    """`of 100: deal 14, collapsed 3`."""
    shares = shares or {}
    seen = [f"{named(o)} {in_100(shares[o])}" for o in OUTCOMES if shares.get(o)]
    return f"of 100: {', '.join(seen)}" if seen else ""
