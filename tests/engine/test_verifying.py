"""Played again from its first event, a log is what it was; altered anywhere, it is not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, count, islice
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from sim.engine.forking import Arm
from sim.engine.play import Start, play, play_after
from sim.engine.verifying import Check, misfit, verify
from sim.ensemble.inputs import first_inputs, kept_inputs
from sim.ensemble.what_if import under
from sim.errors import LogError
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.choices import Choice
from sim.talks.event import Branch
from sim.talks.events import AnyEvent, DecisionPassed, TalksOpened, TextAccepted
from sim.talks.log import events_of, lines
from sim.version import VERSION
from tests.engine.made import run_of
from tests.engine.test_resume import reread
from tests.engine.test_seats import game, seats_of
from tests.often import tried

SHIPPED = shipped_scenarios()
BATCHES = 4  # so that processes can share them
TRIES = 200  # bytes changed

Played = tuple[Case, list[AnyEvent]]


def runs_of(name: str, seed: int) -> Iterator[Played]:
    """Runs of a scenario and its what-ifs: of each some of every kind, from one input draw."""
    case = load(name)
    variants = ["", *case.what_if]
    for nth in range(len(variants)):
        told, added = under(case, variants[(nth + seed) % len(variants)])
        record = kept_inputs(told, seed, 1, added).record
        trunk, _ = play_after(record, 1)
        yield told, trunk
        yield told, play_after(first_inputs(told, seed, 2, added).record, 2, ceiling=0.0)[0]
        at = 1 + seed * 7 % (len(trunk) - 2)
        branch, _ = Arm.after(told, trunk, at).future(seed)
        yield told, branch
        yield told, changed(told, trunk, seed)
        yield told, Arm.after(told, branch, len(branch) - 2).future(seed + 1)[0]
        yield told, game(told, tuple(seats_of(name)[: 1 + seed % 3]), seed)[0]
        for run in range(3, 9):
            yield told, play_after(record, run)[0]


def changed(case: Case, trunk: Sequence[AnyEvent], seed: int) -> list[AnyEvent]:
    """A run in which somebody formally rejects what it accepted."""
    yes = next((e for e in trunk if isinstance(e, TextAccepted) and e.weighing is not None), None)
    if yes is None:
        return Arm.instead(case, trunk, len(trunk) - 1).future(seed)[0]
    no = Choice(seq=yes.seq, actor=yes.actor, verb="reject")
    return Arm.instead(case, trunk, yes.seq, [no]).future(seed)[0]


@tried(6, 200)
@pytest.mark.parametrize("name", SHIPPED)
def test_runs_of_every_kind_are_as_played(name: str, runs: int) -> None:
    played = chain.from_iterable(runs_of(name, seed) for seed in count(1))
    for case, events in islice(played, runs):
        assert verify(case, reread(events), list(lines(events))) == Check(len(events))


@cache
def samples() -> list[tuple[Case, list[bytes]]]:
    """A run of every kind but games, as lines, of every scenario."""
    found = []
    for name in SHIPPED:
        runs = runs_of(name, 1)
        found += [(case, list(lines(events))) for case, events in (next(runs) for _ in range(4))]
    return found


def kind_of_change(case: Case, rows: list[bytes]) -> str:
    """How a change shows: "" not at all."""
    try:
        events = events_of(rows, str)
    except LogError:
        return "no event"
    found = verify(case, events, rows)
    if found.wrong:
        return "no run"
    if found.misfit:
        return "does not fold"
    if found.difference:
        return "differs"
    if found.inputs:
        return "other inputs"
    first = events[0]
    assert isinstance(first, TalksOpened)
    return "" if first.engine == VERSION else "another version"  # no difference, but said


def other(byte: int, rng: Random, *, alike: bool) -> int:
    """Another byte; a digit for a digit and a letter for a letter where `alike`."""
    of = range(256)
    if alike and chr(byte).isdigit():
        of = range(ord("0"), ord("9") + 1)
    elif alike and chr(byte).isalpha():
        of = range(ord("a"), ord("z") + 1)
    return rng.choice([one for one in of if one != byte])


@pytest.mark.parametrize("alike", [False, True])
@pytest.mark.parametrize("batch", range(BATCHES))
def test_one_byte_changed_is_found(batch: int, alike: bool) -> None:
    rng, seen = Random(f"{batch} {alike}"), Counter[str]()
    for _ in range(TRIES // BATCHES):
        case, rows = rng.choice(samples())
        place = rng.randrange(sum(map(len, rows)))
        seq = 0
        while place >= len(rows[seq]):
            seq, place = seq + 1, place - len(rows[seq])
        row = bytearray(rows[seq])
        row[place] = other(row[place], rng, alike=alike)
        seen[kind_of_change(case, [*rows[:seq], bytes(row), *rows[seq + 1 :]])] += 1
    assert seen[""] == 0, seen
    assert seen.total() == TRIES // BATCHES
    assert len(seen) > 1


@pytest.mark.parametrize("name", SHIPPED)
def test_an_event_deleted_swapped_or_cut_off_is_found(name: str) -> None:
    case, events = next(runs_of(name, 2))
    rows = list(lines(events))
    for seq in range(0, len(rows), 1 + len(rows) // 12):
        without = [*rows[:seq], *rows[seq + 1 :]]
        swapped = [*without[: seq - 1], rows[seq], *without[seq - 1 :]] if seq else []
        for altered in filter(None, (without, swapped, rows[:seq])):
            assert kind_of_change(case, altered)
    assert kind_of_change(case, [*rows, rows[-1]])
    cut = verify(case, events[:-1])
    assert cut.difference is not None
    assert (cut.difference.seq, cut.difference.logged) == (len(rows) - 1, None)
    assert cut.difference.played == rows[-1]


def test_the_first_difference_has_both_versions() -> None:
    case, rows = samples()[0]
    seq = next(n for n, row in enumerate(rows) if b'"type":"TextTabled"' in row and n > 20)
    tick = events_of(rows, str)[seq].tick
    altered = rows[seq].replace(b'"tick":%d' % tick, b'"tick":%d' % (tick - 1))
    changed_rows = [*rows[:seq], altered, *rows[seq + 1 :]]
    found = verify(case, events_of(changed_rows, str), changed_rows)
    assert found.difference is not None
    assert (found.difference.seq, found.difference.logged) == (seq, altered)
    assert found.difference.played == rows[seq]
    assert found.misfit.startswith(f"event {seq} does not fit: TextTabled: nothing is due")
    assert not found.equal


def opening(name: str = "labour-dispute") -> tuple[Case, TalksOpened, list[AnyEvent]]:
    case, events = next(runs_of(name, 3))
    first = events[0]
    assert isinstance(first, TalksOpened)
    return case, first, events


def test_other_inputs_are_found_even_where_they_move_nothing() -> None:
    case, first, events = opening()
    moved = 0
    ranges = [one.path for one in case.inputs if one.uncertain and one.unit == "points"]
    for path in ranges[::5]:
        value = first.values[path]
        assert isinstance(value, float)
        given = replace(first, values={**first.values, path: value + 1e-9})
        found = verify(case, [given, *events[1:]])
        assert [one.path for one in found.inputs] == [path]
        assert (found.inputs[0].logged, found.inputs[0].drawn) == (value + 1e-9, value)
        assert not found.equal
        moved += found.difference is not None
    assert 0 < moved < len(ranges[::5]), "some move the run and some do not"


def test_a_run_of_inputs_given_by_hand_plays_again_as_it_is() -> None:
    case = load("flat-sale")
    events, _ = play(case, case.draw(lambda _: 0.5), Start(seed=4))
    found = verify(case, events)
    assert found.difference is None
    assert found.inputs
    assert not found.equal


@pytest.mark.parametrize("value", [1e17, -1.0, "much"])
def test_inputs_that_cannot_be_are_not_played(value: float | str) -> None:
    case, first, events = opening()
    path = next(one.path for one in case.inputs if one.uncertain and one.unit == "a day")
    given = replace(first, values={**first.values, path: value})
    assert verify(case, [given, *events[1:]]).wrong == f"event 0: {path} cannot be {value!r}"


def test_inputs_that_are_not_the_scenarios_are_named() -> None:
    case, first, events = opening()
    path, *rest = first.values
    less = replace(first, values={name: first.values[name] for name in rest})
    more = replace(first, values={**first.values, "moon": 1.0})
    assert verify(case, [less, *events[1:]]).wrong == f"event 0: it has no value of {path}"
    assert verify(case, [more, *events[1:]]).wrong == "event 0: its scenario has no input moon"


NOWHERE: dict[str, dict[str, Any]] = {
    "seed": {"seed": -1},
    "attempt": {"attempt": 2**64},
    "future": {"branches": (Branch(3, 0, -1, -5),)},
    "digest": {"digest": "0" * 64},
    "seats": {"seats": ("nobody",)},
    "what_if": {"what_if": "never"},
}


@pytest.mark.parametrize("field", NOWHERE)
def test_a_first_event_that_describes_no_run_is_told(field: str) -> None:
    case, first, events = opening()
    rows = list(lines([replace(first, **NOWHERE[field]), *events[1:]]))
    assert kind_of_change(case, rows) in ("no event", "no run")


def test_what_is_no_log_is_told() -> None:
    case, _, events = opening()
    assert verify(case, []).wrong == "a log starts with TalksOpened; this one does not"
    assert "TalksOpened" in verify(case, events[1:], [b""]).wrong


def test_another_version_is_no_difference() -> None:
    case, first, events = opening()
    assert verify(case, [replace(first, engine="0.0.9"), *events[1:]]).equal


def test_a_line_written_otherwise_is_found_even_if_it_says_the_same() -> None:
    case, rows = samples()[0]
    for altered in (rows[9].replace(b":", b": ", 1), rows[9][:-1] + b',"more":1}'):
        assert altered != rows[9]
        assert kind_of_change(case, [*rows[:9], altered, *rows[10:]]) == "no event"


# Games: what people decided is in the log, and nowhere else.


def test_a_game_cut_off_at_a_decision_waits_for_it() -> None:
    case = load("labour-dispute")
    seats = tuple(seats_of("labour-dispute")[:2])
    events, _ = game(case, seats, 6)
    waits = Counter[str]()
    for seq in range(1, len(events)):
        found = verify(case, events[:seq])
        decided = events[seq].provenance == "chosen"
        assert found.equal == decided, seq
        assert not decided or found.waits == events[seq].actor
        waits[found.waits] += found.equal
    assert set(waits) - {""} <= set(seats)


def test_a_decision_is_taken_at_its_word_where_it_moves_nothing() -> None:
    case = load("labour-dispute")
    events, _ = game(case, tuple(seats_of("labour-dispute")), 5)
    rows, seen = list(lines(events)), Counter[bool]()
    for seq, event in enumerate(events):
        if isinstance(event, DecisionPassed):
            longer = json.loads(rows[seq]) | {"wait": event.wait + 3000}
            row = json.dumps(longer, separators=(",", ":")).encode()
            seen[not kind_of_change(case, [*rows[:seq], row, *rows[seq + 1 :]])] += 1
    assert seen[False] > seen[True] > 0, "most are asked again"


def test_a_game_that_no_longer_folds_is_found_where_it_stops() -> None:
    case = load("labour-dispute")
    events, _ = game(case, tuple(seats_of("labour-dispute")), 3)
    for seq in range(1, len(events), 4):
        altered = [*events[:seq], *events[seq + 1 :]]
        place = misfit(case, altered)
        assert place is None or place[0] >= seq
        found = verify(case, altered)
        assert not found.equal
        assert found.wrong or found.difference is not None
        assert found.difference is None or found.difference.seq <= seq


@pytest.mark.parametrize("ways", [[10**6], [20, 10]])
def test_a_branch_that_was_never_taken_is_found(ways: list[int]) -> None:
    case = load("flat-sale")
    events, _ = run_of(case, 0)
    first = events[0]
    assert isinstance(first, TalksOpened)
    false = tuple(Branch(at, 10**9, 0, 5, "abc") for at in ways)
    claimed = [replace(first, branches=false), *events[1:]]
    assert not verify(case, claimed).equal
    assert misfit(case, claimed) is not None
    last = [replace(first, branches=(Branch(events[-1].seq, 10**9, 0, 5, "abc"),)), *events[1:]]
    assert not verify(case, last).equal
