"""Whatever is done to a scenario file, it loads or it is faulted: nothing else happens."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.codebook import codebook, differences
from sim.scenario.loading import faults_of, load_text
from sim.scenario.reading import read_tree
from sim.scenario.shipped import find, shipped_scenarios
from sim.scenario.tree import lines

JUNK: list[Any] = [
    None, "x", -1, 1e308, True, "", [], {}, [80, 20], [[]], {"choice": {"a": 1}}, "unknown",
    "nothing", "2024-02-30", "2024-08-01", "3 days", "all", "hard", "reject", "raise", "israel",
    ["israel", "israel"], ["mediator"], ["stakeholder"], float("nan"), "9" * 5000,
]  # fmt: skip
Path = tuple[str | int, ...]


def places(data: Any, above: Path = ()) -> list[Path]:
    below = data.items() if isinstance(data, dict) else enumerate(data) if _is_list(data) else ()
    return [path for key, value in below for path in [(*above, key), *places(value, (*above, key))]]


def _is_list(data: Any) -> bool:
    return isinstance(data, list)


def mutate(data: Any, luck: Random) -> None:
    everywhere = places(data)
    *above, key = luck.choice(everywhere)
    holder = data
    for step in above:
        holder = holder[step]
    match luck.randrange(3):
        case 0:
            del holder[key]
        case 1:
            holder[key] = luck.choice(JUNK)
        case _:
            other = luck.choice(everywhere)[-1]
            if isinstance(holder, dict):
                holder[str(other)] = holder.pop(key)
            else:
                holder.append(other)


@pytest.mark.parametrize("name", shipped_scenarios())
@given(seed=st.integers(0, 2**32), times=st.integers(1, 3))
@settings(max_examples=40, deadline=None)
def test_a_mutated_scenario_loads_or_is_faulted(name: str, seed: int, times: int) -> None:
    path = str(find(name))
    data: Any = read_tree(find(name).read_text(encoding="utf-8"), path)[0].data()
    for _ in range(times):
        mutate(data, Random(seed))
    text = "\n".join(lines(data)) + "\n"
    faults = faults_of(text, path)
    assert all(fault.wrong and fault.cure for fault in faults)
    if faults:
        return
    case = load_text(text, path)
    tables = case.at(case.draw(lambda _: 0.5))
    assert [move.tick for move in tables.record] == sorted(move.tick for move in tables.record)
    assert codebook(case)
    assert differences(case) is not None
