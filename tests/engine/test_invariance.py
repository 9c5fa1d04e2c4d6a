"""What makes no difference makes none, run by run; what is mirrored comes out mirrored."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from ruamel.yaml import YAML

from sim.engine.play import Start, play
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks import keys, luck
from sim.talks.events import AnyEvent, TalksOpened
from tests.engine.made import Data, case_of, direct, eventful, plain, run_of, runs_of
from tests.often import tried

MADE = {"plain": plain, "direct": direct, "eventful": eventful}
BOOKKEEPING = {"seq", "cause", "fired", "news", "digest", "values"}
IDLE = {
    "observer": {
        "roles": ["mediator"],
        "delay": "3000 days",
        "revision_delay": "3000 days",
        "credibility": 0,
    },
    "bystander": {"roles": ["stakeholder"], "price": {"opposes": "nothing"}},
}


def story(events: list[AnyEvent], without: str = "") -> Iterator[Any]:
    """What happened, apart from its numbering and from one actor."""
    for event in events:
        if not without or event.actor != without:
            yield strip(msgspec.to_builtins(event), without)


def strip(data: Any, name: str) -> Any:
    if isinstance(data, dict):
        skipped = BOOKKEEPING | {name}
        return {key: strip(value, name) for key, value in data.items() if key not in skipped}
    if isinstance(data, list | tuple):
        return [strip(value, name) for value in data if value != name]
    return data


@tried(12, 60)
@pytest.mark.parametrize("name", ["aaa", "zzz"])
@pytest.mark.parametrize("idle", IDLE)
@pytest.mark.parametrize("made", MADE)
def test_an_inert_actor_changes_nobody_elses_run(
    made: str, idle: str, name: str, runs: int
) -> None:
    case, data = case_of(MADE[made]()), MADE[made]()
    data["actors"][name] = IDLE[idle]
    data["calendar"].setdefault("sessions", {})["inert"] = {"every": "365 days", "attend": [name]}
    if made == "eventful":
        del data["calendar"]["sessions"]["inert"]
        data["calendar"]["sessions"]["more"]["attend"].append(name)
    joined = case_of(data)
    for run in range(runs):
        alone, together = run_of(case, run)[0], run_of(joined, run)[0]
        assert list(story(together, name)) == list(story(alone)), run


def options_reversed(data: Data) -> Data:
    for issue in data["issues"].values():
        issue["options"] = dict(reversed(issue["options"].items()))
    return data


@tried(20, 100)
@pytest.mark.parametrize("made", MADE)
def test_the_order_of_options_changes_nothing(made: str, runs: int) -> None:
    case, other = case_of(MADE[made]()), case_of(options_reversed(MADE[made]()))
    for run in range(runs):
        assert list(story(run_of(other, run)[0])) == list(story(run_of(case, run)[0])), run


@tried(2, 20)
@pytest.mark.parametrize("name", shipped_scenarios())
def test_the_order_of_options_changes_nothing_in_a_shipped_scenario(name: str, runs: int) -> None:
    case = load(name)
    other = case_of(options_reversed(YAML(typ="safe", pure=True).load(case.text)))
    for run in range(runs):
        assert list(story(run_of(other, run)[0])) == list(story(run_of(case, run)[0])), run


@tried(20, 100)
@pytest.mark.parametrize("made", ["plain", "direct"])
def test_the_order_of_actors_changes_nothing(made: str, runs: int) -> None:
    """Where two mediators are due in one minute it says who is first, so here there is one."""
    data = MADE[made]()
    other = {**data, "actors": dict(reversed(data["actors"].items()))}
    for run in range(runs):
        there, here = run_of(case_of(other), run)[0], run_of(case_of(data), run)[0]
        assert list(story(there)) == list(story(here)), run


def swapped(text: str) -> str:
    """Ada for Bob and Bob for Ada."""
    return re.sub(r"\b(ada|bob)\b", lambda m: {"ada": "bob", "bob": "ada"}[m[0]], text)


def uneven(made: Callable[..., Data]) -> Data:
    """Two parties that differ in all that matters."""
    data = made()
    data["actors"]["ada"] |= {"no_deal": {"worth": [40, 60]}, "firmness": "high", "aversion": 80}
    data["actors"]["bob"] |= {"price": {"wants": "p3"}, "deliberation": "1 day", "lock_in": 90}
    return data


@tried(20, 100)
@pytest.mark.parametrize("made", MADE)
def test_two_parties_swapped_with_their_luck_swap_their_runs(
    made: str, runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = uneven(MADE[made])
    case, mirror = case_of(data), case_of(json.loads(swapped(json.dumps(data))))
    here = list(runs_of(case, runs))
    key = luck.name_key
    for where in (luck, keys):
        monkeypatch.setattr(where, "name_key", lambda *names: key(*map(swapped, names)))
    monkeypatch.setattr(keys, "_NAMES", {})
    for events, _ in here:
        values = json.loads(swapped(json.dumps(opening(events).values)))
        there, _ = play(mirror, values, Start.of(opening(events)))
        assert rounded(story(there)) == rounded(
            iter(json.loads(swapped(json.dumps([*story(events)]))))
        )


def opening(events: list[AnyEvent]) -> TalksOpened:
    assert isinstance(events[0], TalksOpened)
    return events[0]


def rounded(data: Any) -> Any:
    """Sums and lists over parties go in another order: last bits and places may differ."""
    if isinstance(data, dict):
        return {key: rounded(value) for key, value in data.items()}
    if isinstance(data, Iterator):
        return [rounded(value) for value in data]
    if isinstance(data, list | tuple):
        return sorted((rounded(value) for value in data), key=str)
    return round(data, 9) if isinstance(data, float) else data


@tried(150, 600)
@pytest.mark.parametrize("made", ["plain", "direct"])
def test_two_parties_swapped_mirror_what_comes_out(made: str, runs: int) -> None:
    """Luck stays with the names: the same distribution, within four standard errors."""
    n, data = runs, uneven(MADE[made])
    case, mirror = case_of(data), case_of(json.loads(swapped(json.dumps(data))))
    here = Counter(kind(run, "ada") for run in runs_of(case, n))
    there = Counter(kind(run, "bob") for run in runs_of(mirror, n, seed=1))
    for outcome in here | there:
        p = (here[outcome] + there[outcome]) / (2 * n)
        assert abs(here[outcome] - there[outcome]) <= 4 * (2 * n * p * (1 - p)) ** 0.5 + 1, outcome


def kind(run: tuple[list[AnyEvent], Any], first: str) -> tuple[str, bool]:
    """The outcome, and whether this party was the first to say yes to something."""
    events, state = run
    yes = next((e.actor for e in events if type(e).__name__ == "TextAccepted"), "")
    return state.outcome, yes == first
