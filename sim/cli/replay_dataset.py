"""`detente replay DIR --run K`: a run of a data set, played again and checked."""

# Imported when it is called: the help of `replay` needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.arithmetic import other_arithmetic
from sim.cli.layout import paragraph
from sim.cli.output import say, say_json, warn
from sim.files import is_folder
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.ensemble.checking import Replayed
    from sim.ensemble.manifest import Manifest

DIFFERENT = 1  # exit code: it is not what was kept


def is_dataset(name: str) -> bool:
    """Whether a name is that of a data set's folder."""
    return "://" in name or is_folder(name)


def replay_kept(folder: str, run: int, at: str | None, *, everything: bool, as_json: bool) -> int:
    """Play a run again, tell it, and say whether it is the one kept; the exit code.

    Raises
    ------
    DetenteError
        Where there is no such run, or the data set cannot be read.
    """
    from sim.cli import as_json as js
    from sim.cli.at_hand import name_at_hand
    from sim.cli.loaded import Found
    from sim.cli.options import Which
    from sim.cli.story_page import page
    from sim.cli.then_page import page as then_page
    from sim.ensemble.checking import played_again
    from sim.ensemble.dataset import opened
    from sim.telling.moment import then
    from sim.telling.tale import Tale

    data_set = opened(folder)
    again = played_again(data_set, run)
    m = data_set.manifest
    which = Which(name_at_hand(m), m.seed, run, m.draws, m.sets, m.variant, folder=folder)
    tale = Tale(data_set.case, again.events, full=everything or at is not None)
    found = Found(tale, m.name, which)
    moment = None if at is None else then(tale, tale.moment(at))
    if as_json:
        say_json(js.run_json(tale) if moment is None else js.then_json(tale, moment))
    else:
        say(page(found, everything=everything) if moment is None else then_page(tale, moment))
    told = checked(folder, run, again, m)
    if again.differences:
        warn("\n".join(told))
    elif not as_json:
        say(["", *told])
    return DIFFERENT if again.differences else 0


def checked(folder: str, run: int, again: Replayed, kept: Manifest) -> list[str]:
    """Whether a run is the one that was kept by this version, as lines of a page."""
    where = f"run {run} in {folder}"
    if again.differences:
        why = ""
        if other_arithmetic(kept.arithmetic):
            why = f" It {other_arithmetic(kept.arithmetic)}: what differs may come of that."
        if kept.detente != VERSION:
            why += (
                f" It was kept by detente {kept.detente}, and this is {VERSION}: what differs may "
                f"come of that; detente {kept.detente} plays it as it was."
            )
        return paragraph(f"NOT what was kept of {where}: {'; '.join(again.differences[:5])}.{why}")
    events = f" and its {again.kept_events} events" if again.kept_events else ""
    return paragraph(f"Played again: the same as was kept of {where}, its row{events}.")
