"""Logs kept from earlier days play again byte for byte, from what they hold themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.engine.play import Start, play, play_on
from sim.scenario.case import Case
from sim.scenario.loading import load_text
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.fold import fold
from sim.talks.log import Log, lines, read_log
from tests.golden.write import FOLDER, RUNS


def kept(name: str) -> tuple[Path, Log, Case]:
    path = FOLDER / f"{name}.jsonl"
    log = read_log(path)
    return path, log, load_text(log.header.scenario, f"{path}: scenario", seeds=log.header.seeds)


def played_again(case: Case, first: TalksOpened) -> list[AnyEvent]:
    events, _ = play(case, first.values, Start.of(first))
    opening = events[0]
    assert isinstance(opening, TalksOpened)
    return [replace(opening, engine=first.engine), *events[1:]]  # the version may have moved on


@pytest.mark.parametrize("name", RUNS)
def test_a_golden_log_plays_again_byte_for_byte(name: str) -> None:
    path, log, case = kept(name)
    first = log.events[0]
    assert isinstance(first, TalksOpened)
    assert list(lines(played_again(case, first))) == path.read_bytes().splitlines()[1:]


@pytest.mark.parametrize("name", RUNS)
def test_a_golden_log_folds_to_its_end_and_goes_on_from_its_middle(name: str) -> None:
    _, log, case = kept(name)
    assert fold(case, log.events).outcome
    middle = log.events[: len(log.events) // 2]
    play_on(fold(case, middle), middle)
    assert middle == log.events


def test_golden_logs_hold_nearly_all_that_can_happen() -> None:
    told = {type(event) for name in RUNS for event in kept(name)[1].events}
    missing = {kind.__name__ for kind in AnyEvent.__args__} - {kind.__name__ for kind in told}
    assert missing <= {
        "DecisionPassed",
        "HorizonReached",
        "ImplementationFailed",
        "InputChanged",
        "TalksCollapsed",
    }
