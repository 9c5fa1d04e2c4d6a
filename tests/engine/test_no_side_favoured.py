"""No rule favours a side: the first scenario mirrored, its record included, reads the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from ruamel.yaml import YAML

from sim.engine.play import Start, play
from sim.ensemble.inputs import kept_inputs
from sim.scenario.loading import load
from sim.talks import keys, luck
from sim.talks.events import AnyEvent
from tests.engine.made import Data, case_of, run_of
from tests.engine.test_invariance import opening, rounded, story
from tests.often import tried

SIDES = {"israel": "hamas", "hamas": "israel"}


def cairo() -> Data:
    found: Data = YAML(typ="safe", pure=True).load(load("cairo-2024").text)
    return found


def changed_sides(text: str) -> str:
    """One party's name for the other's, wherever it stands as a name."""
    return re.sub(r"(?<![\w-])(israel|hamas)(?![\w-])", lambda match: SIDES[match[0]], text)


def told(events: list[AnyEvent]) -> Iterator[str]:
    """What happened, in one order."""
    for part in story(events):
        yield json.dumps(rounded(part), sort_keys=True)


@tried(4, 40)
def test_the_parties_swapped_with_their_luck_swap_their_runs(
    runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = load("cairo-2024")
    data = json.loads(changed_sides(json.dumps(cairo(), default=str)))
    mirror = case_of(data)
    here = [run_of(case, run)[0] for run in range(runs)]
    key = luck.name_key
    for where in (luck, keys):
        monkeypatch.setattr(where, "name_key", lambda *names: key(*map(changed_sides, names)))
    monkeypatch.setattr(keys, "_NAMES", {})
    for events in here:
        values = json.loads(changed_sides(json.dumps(opening(events).values)))
        there, _ = play(mirror, values, Start.of(opening(events)))
        swapped = json.loads(changed_sides(json.dumps(list(story(events)))))
        assert rounded(story(there)) == rounded(iter(swapped))


@tried(4, 40)
def test_the_status_quo_turned_round_changes_nothing(runs: int) -> None:
    """Whose consent counts hangs on what is reported of it, not on what it is about."""
    case, data = load("cairo-2024"), cairo()
    data["issues"]["corridor"]["status_quo"] = "leave"
    turned = case_of(data)
    for run in range(runs):
        kept = kept_inputs(case, 0, run)
        start = Start(0, run, run, attempt=kept.tried - 1)
        values = {**kept.values, "issues.corridor.status_quo": "leave"}
        assert list(told(play(turned, values, start)[0])) == list(
            told(play(case, kept.values, start)[0])
        )


@tried(4, 40)
def test_to_want_one_end_is_to_oppose_the_other(runs: int) -> None:
    """The same worths and the same line, to the bit, whichever way a position is written."""
    case, data = load("cairo-2024"), cairo()
    stance = data["actors"]["hamas"]["corridor"]
    assert stance.pop("opposes") == "stay"
    stance["wants"] = "leave"
    stance["evidence"]["wants"] = stance["evidence"].pop("opposes")
    other = case_of(data)
    for run in range(runs):
        kept = kept_inputs(case, 0, run)
        start = Start(0, run, run, attempt=kept.tried - 1)
        values = dict(kept.values)
        values["hamas.corridor.wants"] = "leave"
        del values["hamas.corridor.opposes"]
        assert list(told(play(other, values, start)[0])) == list(
            told(play(case, kept.values, start)[0])
        )
