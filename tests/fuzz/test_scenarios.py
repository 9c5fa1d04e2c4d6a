"""Scenario and seed files: whatever is in one, it loads or is faulted, and what loads plays."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.play import play_after
from sim.ensemble.inputs import first_inputs
from sim.errors import DetenteError, FileFaults, RecordError, ScenarioError
from sim.scenario.case import Case
from sim.scenario.codebook import codebook, differences
from sim.scenario.loading import load, load_text
from sim.scenario.reading import read_tree
from sim.scenario.seed_reading import load_seed
from sim.scenario.seeds import shipped_folder
from sim.scenario.shipped import find, shipped_scenarios, shipped_seeds
from sim.scenario.tree import lines
from sim.text import ID, LONGEST_ID
from tests.engine import bookkeeping
from tests.engine.extreme import extreme_scenarios
from tests.engine.generated import runs, seeds
from tests.engine.made import Data
from tests.engine.test_extremes import check_playable
from tests.fuzz import legal
from tests.fuzz.mangling import mutate, spoiled
from tests.fuzz.tries import called, count, fuzzed, luck


def tree_of(name: str) -> Any:
    return read_tree(find(name).read_text(encoding="utf-8"), name)[0].data()


@fuzzed(2)
@given(name=st.sampled_from(shipped_scenarios()), luck=luck)
def test_a_scenario_that_says_something_else(name: str, luck: Random) -> None:
    data = tree_of(name)
    case = load(name)
    if luck.random() < 0.5:
        legal.reshape(data, luck)
    text = legal.renamed("\n".join(lines(data)) + "\n", case, luck)
    faults = []
    try:
        case = load_text(text, str(find(name)))
        case = load_text(text, str(find(name)), legal.settings(case, luck))
    except ScenarioError as error:
        faults = list(error.faults)
    count("scenarios that say something else", refused=bool(faults))
    assert all(fault.wrong and fault.cure for fault in faults)
    if not faults:
        _is_sound(case)


@fuzzed()
@given(name=st.sampled_from(shipped_scenarios()), luck=luck, times=st.integers(1, 3))
def test_a_scenario_of_another_structure(name: str, luck: Random, times: int) -> None:
    data = tree_of(name)
    for _ in range(times):
        mutate(data, luck)
    text = "\n".join(lines(data)) + "\n"
    faults = []
    try:
        case = load_text(text, str(find(name)))
    except FileFaults as error:
        faults = list(error.faults)
    count("scenarios by structure", refused=bool(faults))
    assert all(fault.wrong and fault.cure for fault in faults)
    if not faults:
        _is_sound(case)


def _is_sound(case: Case) -> None:
    assert load_text(case.text, case.written.filename).digest == case.digest
    tables = case.at(case.draw(lambda _: 0.5))
    assert [move.tick for move in tables.record] == sorted(move.tick for move in tables.record)
    assert codebook(case)
    assert differences(case) is not None
    if len(case.names.package_options) > 2000:
        return  # as sound, but it takes long
    kept = first_inputs(case, 0, 0)
    with suppress(RecordError):  # no try gives what was put into the record
        events, state = play_after(kept.record, 0, ceiling=0.0)
        assert state.outcome
        bookkeeping.check(case.at(kept.values), events, state.outcome)
        bookkeeping.check_round_trip(events)


@fuzzed(0.2)
@given(data=extreme_scenarios(budget=100_000), seed=seeds, run=runs)
def test_a_scenario_of_extremes(data: Data, seed: int, run: int) -> None:
    count("scenarios of extremes", refused=not check_playable(data, seed, run))


@fuzzed()
@given(name=st.sampled_from(shipped_scenarios()), luck=luck)
def test_a_scenario_of_other_bytes(
    name: str, luck: Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("scenario") / "my.yaml"
    path.write_bytes(spoiled(find(name).read_bytes(), luck))
    called("scenarios by bytes", "validate", str(path))


@fuzzed()
@given(name=st.sampled_from(shipped_seeds()), luck=luck, times=st.integers(1, 3))
def test_a_seed_file_of_another_structure(name: str, luck: Random, times: int) -> None:
    text = (shipped_folder("seeds") / f"{name}.yaml").read_text(encoding="utf-8")
    data: Any = read_tree(text, name)[0].data()
    for _ in range(times):
        luck.choice([legal.recode, legal.recode, legal.recode, mutate])(data, luck)
    why = ""
    try:
        load_seed("\n".join(lines(data)) + "\n", f"{name}.yaml")
    except DetenteError as error:
        why = str(error) or "(without a word)"
    assert why != "(without a word)"
    count("seed files by structure", refused=bool(why))


@fuzzed()
@given(name=st.sampled_from(shipped_seeds()), luck=luck)
def test_a_seed_file_of_other_bytes(
    name: str, luck: Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("seeds")
    _, cited = next((s, s) for s in shipped_scenarios() if name in str(tree_of(s).get("seeds")))
    (folder / f"{cited}.yaml").write_bytes(find(cited).read_bytes())
    shipped = shipped_folder("seeds") / f"{name}.yaml"
    (folder / shipped.name).write_bytes(spoiled(shipped.read_bytes(), luck))
    called("seed files by bytes", "validate", str(folder / f"{cited}.yaml"))


SEED_NAMES = st.sampled_from(
    ["..", "../x", "/etc/passwd", "a" * 300, "", ".", "x/y", "\x00", "~", "CON", "a.yaml", "-x"]
) | st.one_of(st.text(max_size=8), *[st.from_regex(ID, fullmatch=True)] * 3)


@fuzzed(0.5)
@given(name=SEED_NAMES)
def test_a_seed_of_any_name(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder: Path = tmp_path_factory.mktemp("named")
    data = tree_of("flat-sale")
    data["seeds"] = [name]
    if re.fullmatch(ID, name) and len(name) <= LONGEST_ID:
        shipped = shipped_folder("seeds") / f"{shipped_seeds()[0]}.yaml"
        (folder / f"{name}.yaml").write_bytes(shipped.read_bytes())
    (folder / "my.yaml").write_text("\n".join(lines(data)), encoding="utf-8", errors="replace")
    called("names of seed files", "validate", str(folder / "my.yaml"))
