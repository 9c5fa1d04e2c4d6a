"""A kept run that is played on by another version than played it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.output import warn
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.talks.events import TalksOpened


def say_version(first: TalksOpened) -> None:
    """Say on the error stream that both versions are in what follows, where they are two."""
    if first.engine != VERSION:
        warn(
            f"This run was played by detente {first.engine}, and this is {VERSION}: what follows "
            f"mixes what both play; use detente {first.engine} to play it on as it was."
        )
